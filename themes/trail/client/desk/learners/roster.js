/** The list itself: who is in the class; one more, a change, groups for several at once. */

import { announce, button, fill, h } from "../../dom.js";
import { field, twice } from "../../field.js";
import { borrow } from "../../lend.js";
import { day, row as together, t } from "../../text.js";
import { adding } from "../adding.js";
import { deskHref, keyOfPage } from "../page.js";
import { groupsOf } from "../roster.js";

/** @typedef {import("../roster.js").Row} Row */

/** @param {import("../page.js").Office} office */
export function roster(office) {
  const { desk } = office;
  /** Keys of those that are ticked, and of the one whose form is open. @type {Set<string>} */
  const ticked = new Set();
  let open = "";
  /** What makes a form; it comes with the first. @type {typeof import("./form.js").rowForm | null} */
  let rowForm = null;
  /** Its form: what stands in it outlives what else is drawn anew. @type {HTMLElement | null} */
  let form = null;
  /** The group that is shown; "": everybody. */
  let shown = "";
  const count = h("p.soft");
  const filter = h("div");
  const list = h("div");
  const several = h("div.several");
  const said = h("p", { role: "status" });

  const add = adding(desk, { id: "alias", label: t("roster.add"), keep: t("roster.add_keep"), groups: () => (shown ? [shown] : []), added: () => document.getElementById("alias")?.focus() });

  /** @param {Row} row */
  const item = (row) => {
    const came = desk.came(row.key);
    const id = "tick-" + row.key;
    const tick = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id, "data-key": id, "aria-label": t("roster.tick", { name: row.alias }), onchange: () => (tick.checked ? ticked.add(row.key) : ticked.delete(row.key), drawSeveral()) }));
    tick.checked = ticked.has(row.key);
    const change = async (/** @type {string} */ key) => {
      if (key) await lendForm();
      open = key;
      form = null;
      draw();
      if (key) document.getElementById("row-alias-" + key)?.focus();
    };
    return h(
      "li",
      null,
      tick,
      h(
        "div.who",
        null,
        h("p", null, h("a", { href: deskHref("learner.html", row.key) }, row.alias)),
        h("p.soft", null, together(row.groups)),
        h("p.soft", null, came ? t("roster.came", { day: day(came) }) : t("roster.never")),
      ),
      h("div.row", null, button([t("roster.change"), h("span.visually-hidden", null, " ", row.alias)], () => change(open === row.key ? "" : row.key), "btn.quiet", { "data-key": "change-" + row.key, "aria-expanded": String(open === row.key) })),
      open === row.key && (form ??= opened(row, () => change(""))),
    );
  };
  const lendForm = async () => void (rowForm ??= await borrow("rowForm", "assets/wend-teach-form.js"));
  /** @param {Row} row @param {() => void} done */
  const opened = (row, done) =>
    h(
      "div.row-form",
      null,
      rowForm ? rowForm(office, row, done) : h("p.notice", null, t("made.missing")),
      h("details", null, h("summary", null, t("roster.remove_open")), h("p", null, t("roster.remove_what")), h("p.row", null, twice(t("roster.remove"), t("roster.remove_sure", { name: row.alias }), t("roster.remove_no"), () => remove(row)))),
    );
  /** @param {Row} row */
  const remove = async (row) => {
    ticked.delete(row.key);
    open = "";
    form = null;
    await desk.remove(row.key);
    said.textContent = t("roster.removed", { name: row.alias });
  };

  /** Into a group, or out of it, all that are ticked. @param {string} name @param {boolean} into */
  const regroup = async (name, into) => {
    const rows = desk.rows().filter((row) => ticked.has(row.key));
    await desk.saveAll(rows.map((row) => ({ ...row, groups: into ? [...row.groups, name] : row.groups.filter((group) => group !== name) })));
    announce(t(into ? "roster.grouped" : "roster.ungrouped", { group: name }));
  };
  const drawSeveral = () => {
    several.hidden = ticked.size === 0;
    how.textContent = t("roster.ticked", { n: ticked.size });
    const mine = groupsOf(desk.rows().filter((row) => ticked.has(row.key)));
    fill(out, mine.map((name) => button(t("roster.out_of", { group: name }), () => regroup(name, false), "btn.quiet", { "data-key": "out-" + name })));
  };
  const how = h("p");
  const out = h("p.row");
  several.append(
    how,
    field({ id: "group", label: t("roster.group"), keep: t("roster.into"), rows: 1, onkeep: (name) => regroup(name, true) }),
    out,
    h("p.row", null, button(t("roster.untick"), () => (ticked.clear(), draw()), "btn.quiet")),
  );

  const draw = () => {
    const rows = desk.rows();
    const groups = groupsOf(rows);
    if (!groups.includes(shown)) shown = "";
    for (const key of ticked) if (!desk.row(key)) ticked.delete(key);
    const some = rows.filter((row) => !shown || row.groups.includes(shown));
    // Whose list it is: on paper it lies beside those of other classes.
    fill(count, rows.length > 0 && [desk.class.title && h("strong", null, desk.class.title, " · "), [shown, t("roster.count", { n: some.length })].filter(Boolean).join(" · ")]);
    const choose = (/** @type {string} */ name) => ((shown = name), draw());
    fill(
      filter,
      groups.length > 0 &&
        h(
          "div.row",
          { role: "group", "aria-label": t("roster.show") },
          ["", ...groups].map((name) => button(name || t("roster.everybody"), () => choose(name), "btn.plain.small", { "aria-pressed": String(name === shown), "data-key": "show-" + name })),
          button(t("roster.tick_all"), () => (some.forEach((row) => ticked.add(row.key)), draw()), "btn.quiet", { "data-key": "tick-all" }),
        ),
    );
    if (!rows.length) fill(list, h("p.empty", null, t("roster.empty")));
    else fill(list, h("ul.roster", { "aria-label": t("roster.label") }, some.map(item)));
    drawSeveral();
  };
  const wanted = keyOfPage();
  // The address may name somebody whose form is wanted.
  if (wanted)
    void lendForm().then(() => {
      open = wanted;
      draw();
      form?.scrollIntoView({ block: "center" });
    });
  return { el: h("div", null, count, add, said, filter, several, list), draw };
}
