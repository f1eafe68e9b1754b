/** A list from elsewhere: pasted, or a file of a spreadsheet. Looked at first, line by line, then taken in. */

import { button, fill, h } from "../../dom.js";
import { picker } from "../../field.js";
import { borrow } from "../../lend.js";
import { t } from "../../text.js";

/** @param {import("../page.js").Office} office */
export function pasteList(office) {
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
    /** @type {typeof import("./preview.js").preview | null} */
    const preview = await borrow("preview", "assets/wend-teach-list.js");
    fill(seen, preview ? preview(office, text, () => (area.value = ""), (...kids) => fill(seen, ...kids)) : h("p.notice", null, t("made.missing")));
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
