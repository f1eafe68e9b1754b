/** A list from elsewhere: pasted, or a file of a spreadsheet. Looked at first, line by line, then taken in. */

import { announce, button, fill, h } from "../../dom.js";
import { picker } from "../../field.js";
import { borrow } from "../../lend.js";
import { row as together, t } from "../../text.js";

/** The columns' names in the page's language. */
const names = () => Object.fromEntries(["alias", "groups", "interests", "weekly_minutes", "extra_time", "support", "autonomy", "lang", "note", "private_note"].map((field) => [field, [t("row." + field)]]));

/** @param {import("../page.js").Office} office */
export function pasteList({ desk, model }) {
  const area = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "list-text", rows: 5, spellcheck: "false" }));
  const pick = /** @type {HTMLInputElement} */ (h("input", { type: "file", id: "list-file", accept: ".csv,.tsv,.txt,text/csv,text/plain" }));
  const seen = h("div");
  pick.addEventListener("change", async () => {
    const file = pick.files?.[0];
    if (!file) return;
    try {
      if (file.size > 1_000_000) fill(seen, h("p.notice", null, t("listing.huge")));
      else await look((area.value = await file.text()));
    } catch {
      fill(seen, h("p.notice", null, t("bring.fault_unreadable")));
    }
    pick.value = "";
  });
  /** @param {string} text */
  const look = async (text) => {
    /** @type {typeof import("../list.js").readList | null} */
    const readList = await borrow("readList", "assets/wend-teach-list.js");
    if (!readList) return fill(seen, h("p.notice", null, t("made.missing")));
    const { lines, said } = readList(text, { interests: model.c.interests, rows: desk.rows(), names: names() });
    const good = lines.flatMap(({ row }) => (row ? [row] : []));
    const take = async () => {
      await desk.saveAll(good.map((row) => ({ ...row, key: undefined })));
      area.value = "";
      fill(seen, h("p.notice", null, t("listing.done", { n: good.length })));
      announce(t("listing.done", { n: good.length }));
    };
    fill(
      seen,
      h(
        "div.preview",
        { role: "group", "aria-label": t("listing.preview") },
        h("p", { role: "status" }, !lines.length ? t("listing.nothing") : good.length ? t("listing.found", { n: good.length }) : t("listing.found_none")),
        said.map(({ code, text: of }) => h("p.notice", null, t("listing." + code, { text: of }))),
        lines.length > 0 &&
          h(
            "table",
            { tabindex: 0 }, // it scrolls where it is wider than the page
            h("thead", null, h("tr", null, ["line", "who", "rest", "wrong"].map((head) => h("th", { scope: "col" }, t("listing." + head))))),
            h(
              "tbody",
              null,
              lines.map(({ line, row, said: wrong }) =>
                h(
                  "tr",
                  null,
                  h("td", null, line),
                  h("td", null, row?.alias ?? "–"),
                  h("td", null, row ? together([...row.groups, ...Object.keys(row.interests).map((id) => model.c.interests.find((i) => i.id === id)?.title ?? id)]) : ""),
                  h("td", null, wrong.map(({ code, text: of }) => h("p", null, t("listing." + code, { text: of })))),
                ),
              ),
            ),
          ),
        h("p.row", null, good.length > 0 && button(t("listing.take", { n: good.length }), take, "btn"), button(t("listing.leave"), () => fill(seen))),
      ),
    );
  };
  return h(
    "div",
    null,
    h("p", null, t("listing.what")),
    h("div.field", null, h("label", { for: "list-text" }, t("listing.text")), area),
    h("p.row", null, button(t("listing.look"), () => look(area.value), "btn.plain"), picker(t("listing.file"), pick)),
    seen,
  );
}
