/** A booklet for each learner: the class set. */

import { h } from "../../dom.js";
import { borrow } from "../../lend.js";
import { t } from "../../text.js";
import { wayOf } from "../../way.js";

/** @type {import("./print.js").Sheets} */
export async function books(_, draft, say) {
  const rows = draft.rows();
  /** @type {typeof import("../../elements/booklet/booklet.js").bind | null} */
  const bind = await borrow("bind", "assets/wend-booklet.js");
  if (!bind) return h("p.notice", null, t("path.no_booklet"));
  const room = h("div", { hidden: true });
  document.querySelector("main")?.append(room);
  const made = [];
  for (const [at, row] of rows.entries()) {
    const m = draft.of(row.key);
    const name = row.alias || t("plan.nameless");
    if (!wayOf(m).plan().steps.length) {
      made.push(h("p.notice.no-print", null, t("sheets.no_path", { name })));
      continue;
    }
    const book = h("article.booklet", { "aria-label": name });
    // The same learner gets the same variants of questions here and at home.
    await bind({ m, alias: row.alias, record: row.record ?? row.key }, room, book, (words) => say(t("sheets.book", { name, n: at + 1, of: rows.length, words })), `b${at}-`);
    made.push(book);
  }
  room.remove();
  return made;
}
