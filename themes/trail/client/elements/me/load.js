/**
 * Taking in a file: chosen or pasted, looked at first, and taken in only when the learner says so. Nothing that is
 * here is ever removed by it.
 */

import { announce, button, fill, h } from "../../dom.js";
import { day, has, t } from "../../text.js";
import { readFile } from "../../transfer.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {import("../../transfer.js").Incoming} Incoming */

/** Files above this are not even read, bytes. */
const MOST = 10_000_000;

/**
 * @param {App} app
 */
export function loader(app) {
  const seen = h("div", { role: "status" });
  const pick = /** @type {HTMLInputElement} */ (h("input", { type: "file", id: "load-file", accept: ".json,application/json,text/plain" }));
  const paste = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "load-text", rows: 4, spellcheck: "false" }));
  pick.addEventListener("change", async () => {
    const file = pick.files?.[0];
    if (!file) return;
    try {
      if (file.size > MOST) fill(seen, faultNote("huge"));
      else look(await file.text());
    } catch {
      fill(seen, faultNote("unreadable"));
    }
    pick.value = "";
  });
  /** @param {string} text */
  const look = (text) => {
    const { file, fault } = readFile(text, app.model().c.id);
    if (fault) return fill(seen, faultNote(fault));
    if (file) void preview(app, seen, file);
  };
  return h(
    "div",
    null,
    h("p", null, t("load.what")),
    h("div.field", null, h("label", { for: "load-file" }, t("load.file")), pick),
    h("details", null, h("summary", null, t("load.or_paste")), h("div.field", null, h("label", { for: "load-text" }, t("load.text")), paste, h("p.row", null, button(t("load.look"), () => look(paste.value))))),
    seen,
  );
}

/** @param {string} fault */
function faultNote(fault) {
  return h("p.notice", null, t("load.fault_" + fault));
}

/**
 * What the file holds, and what can be done with it: equal record: put together; a teacher's file: for this
 * learner, if they say so; otherwise another learner on this device. An alias decides nothing.
 * @param {App} app
 * @param {HTMLElement} into
 * @param {Incoming} file
 */
async function preview({ store }, into, file) {
  const { log, aside, kinds, from, to, teacher } = file;
  const records = await store.records().catch(() => []);
  const mine = store.current();
  const there = records.find((r) => r.record === log.record);
  const name = log.alias || t("who.nameless");

  /** @param {Rec | undefined} target @param {boolean} go */
  const take = async (target, go) => {
    const n = await store.merge(log.entries, target);
    if (target && go && target.record !== store.current()?.record) await store.use(target.record);
    fill(into, h("p.notice", null, t("load.done", { n })));
    announce(t("load.done", { n }));
  };
  /** @type {Rec} */
  const other = { record: log.record, alias: log.alias, saved: to, other: log.other };
  const tools = [];
  if (there) tools.push(button(t(there.record === mine?.record ? "load.merge" : "load.merge_other", { name: there.alias || t("who.nameless") }), () => take({ ...there, other: { ...there.other, ...log.other } }, true), "btn"));
  else if (teacher) tools.push(button(t("load.from_teacher"), () => take(undefined, false), "btn"));
  else if (log.record) tools.push(button(t(mine ? "load.as_other" : "load.as_me", { name }), () => take(other, true), "btn"));
  tools.push(button(t("load.no"), () => fill(into)));
  fill(
    into,
    h(
      "div.preview",
      null,
      h("h4", null, t("load.holds", { name })),
      h("p", null, log.entries.length ? t("load.entries", { n: log.entries.length, from: day(from), to: day(to) }) : t("load.nothing")),
      h("ul", null, kinds.map(([kind, n]) => h("li", null, has("evidence.kind_" + kind) ? t("evidence.kind_" + kind) : kind, ": ", n))),
      aside > 0 && h("p", null, t("load.aside", { n: aside })),
      !there && !teacher && mine && h("p", null, t("load.another")),
      teacher && h("p", null, t("load.unsigned")),
      log.entries.some((e) => e.by === "teacher") && !teacher && h("p.soft", null, t("load.unsigned")),
      h("p.row", null, tools),
    ),
  );
}
