/** What a teacher sets for one learner. Kept when they say so; what is typed survives a reload before. */

import { announce, button, h } from "../../dom.js";
import { drafted } from "../../field.js";
import { t } from "../../text.js";
import { aliasOf, AUTONOMIES, fieldsOf, rowOf, SUPPORTS } from "../roster.js";

/** @typedef {import("../roster.js").Row} Row */

/** Extra time that is offered, percent. */
const EXTRA = [0, 10, 25, 50, 100];

/**
 * @param {import("../page.js").Office} office
 * @param {Row} row
 * @param {() => void} done kept, or left
 */
export function rowForm({ desk, model }, row, done) {
  /** @type {(() => void)[]} */
  const drafts = [];
  /**
   * @param {string} name of the field
   * @param {HTMLElement} made
   * @param {string} value
   * @param {string} [what] a line below the label
   */
  const line = (name, made, value, what) => {
    const input = /** @type {HTMLInputElement} */ (made);
    input.id = `row-${name}-${row.key}`;
    drafts.push(drafted(input, input.id, value));
    if (what) input.setAttribute("aria-describedby", input.id + "-what");
    const el = h("div.field.long", null, h("label", { for: input.id }, t("row." + name)), what && h("p.soft", { id: input.id + "-what" }, what), input);
    return { el, value: () => input.value };
  };
  const text = () => h("input", { type: "text", maxlength: 200, autocomplete: "off" });
  const number = (/** @type {number} */ max) => h("input", { type: "number", min: 0, max, inputmode: "numeric" });
  const area = () => h("textarea", { rows: 2, maxlength: 4000 });
  /** @param {string[]} values @param {(value: string) => string} name */
  const choice = (values, name) => h("select", null, values.map((value) => h("option", { value }, name(value))));
  /** @param {string} name @param {readonly string[]} chosen */
  const ticks = (name, chosen) => {
    const inputs = model.c.interests.map(({ id, title }) => {
      const input = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
      input.checked = chosen.includes(id);
      return { id, input, el: h("label.tick", null, input, title) };
    });
    const el = inputs.length ? h("fieldset", null, h("legend", null, t("row." + name)), h("div.ticks", null, inputs.map((one) => one.el))) : null;
    return { el, value: () => inputs.filter(({ input }) => input.checked).map(({ id }) => id) };
  };

  const alias = line("alias", text(), row.alias, t("row.alias_what"));
  const groups = line("groups", text(), row.groups.join(", "), t("row.groups_what"));
  const likes = ticks("interests", Object.keys(row.interests));
  const avoid = ticks("avoid", row.avoid);
  const weekly = line("weekly_minutes", number(6000), String(row.weekly_minutes ?? ""));
  const percents = [...new Set([...EXTRA, row.extra_time ?? 0])].sort((a, b) => a - b).map(String);
  const extra = line("extra_time", choice(percents, (n) => (n === "0" ? t("row.none") : t("row.percent", { n: Number(n) }))), String(row.extra_time ?? 0));
  const support = line("support", choice(["", ...SUPPORTS], (s) => t(s ? "support." + s : "row.support_any")), row.support ?? "");
  const autonomy = line("autonomy", choice(["", ...AUTONOMIES], (a) => t(a ? "row.autonomy_" + a : "row.autonomy_any")), row.autonomy ?? "");
  const lang = line("lang", text(), row.lang ?? "", t("row.lang_what"));
  const note = line("note", area(), row.note ?? "", t("row.note_what"));
  const hush = line("private_note", area(), row.private_note ?? "", t("row.private_note_what"));
  const partner = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  partner.checked = row.group === true;

  const fault = h("p.notice", { role: "alert", hidden: true });
  const end = () => {
    for (const forget of drafts) forget();
    done();
  };
  const keep = async () => {
    const name = aliasOf(alias.value());
    const minutes = weekly.value() === "" ? undefined : Number(weekly.value());
    const wrong = !name ? t("roster.no_alias") : minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 6000) ? t("row.bad_minutes") : "";
    fault.hidden = !wrong;
    fault.textContent = wrong;
    if (wrong) return;
    // Only what the form shows is set; all else stays as it stands now.
    const now = desk.row(row.key) ?? row;
    const weights = Object.fromEntries(likes.value().map((id) => [id, row.interests[id] ?? 1]));
    const unknown = Object.fromEntries(Object.entries(now.interests).filter(([id]) => !model.c.interests.some((i) => i.id === id)));
    const set = rowOf(row.key, {
      ...fieldsOf(now),
      alias: name,
      groups: groups.value().split(/[,،]/).map((group) => group.trim()),
      interests: { ...unknown, ...weights },
      avoid: avoid.value(),
      weekly_minutes: minutes,
      extra_time: Number(extra.value()) || undefined,
      support: support.value(),
      autonomy: autonomy.value(),
      group: partner.checked,
      lang: lang.value(),
      note: note.value(),
      private_note: hush.value(),
    });
    await desk.save(set);
    announce(t("row.kept", { name }));
    end();
  };
  return h(
    "div.form",
    { role: "group", "aria-label": t("row.label", { name: row.alias }) },
    alias.el,
    groups.el,
    likes.el,
    h("div.pair", null, weekly.el, extra.el),
    h("div.pair", null, support.el, autonomy.el),
    h("p", null, h("label.tick", null, partner, t("row.group"))),
    h("details", null, h("summary", null, t("row.more")), avoid.el, lang.el),
    note.el,
    hush.el,
    fault,
    h("p.row", null, button(t("row.keep"), keep, "btn"), button(t("row.leave"), end)),
  );
}
