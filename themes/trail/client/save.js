/**
 * Handing the learner their file: as a download, and as text to copy, since some frames block downloads.
 */

import { announce, button, h } from "./dom.js";
import { t } from "./text.js";
import { fileName, writeFile } from "./transfer.js";

/** @typedef {import("./store/store.js").Store} Store */

/**
 * The text of a record's file.
 * @param {Store} store
 * @param {Rec} rec
 * @param {string} curriculum
 */
export async function fileText(store, rec, curriculum) {
  return writeFile(curriculum, rec, await store.read(rec.record));
}

/**
 * Offers a record as a file: starts the download, and shows the same text to copy.
 * @param {Element} into where the text to copy appears
 * @param {Store} store
 * @param {Rec} rec
 * @param {string} curriculum
 */
export async function offerFile(into, store, rec, curriculum) {
  const text = await fileText(store, rec, curriculum);
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = h("a", { href: url, download: fileName(curriculum, rec.alias, new Date()) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  if (rec.record === store.current()?.record) await store.markSaved();

  const area = /** @type {HTMLTextAreaElement} */ (h("textarea", { readonly: true, rows: 4, id: "save-text", spellcheck: "false" }));
  area.value = text;
  const said = h("span.soft", { role: "status" });
  const copy = async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      document.execCommand("copy"); // from disk, in frames and in old browsers
    }
    said.textContent = t("save.copied");
  };
  announce(t("save.done"));
  into.replaceChildren(
    h("p", null, t("save.done")),
    h("details", null, h("summary", null, t("save.else")), h("label", { for: "save-text" }, t("save.text")), area, h("p.row", null, button(t("save.copy"), copy), said)),
  );
}
