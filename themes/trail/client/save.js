/**
 * Handing the learner their file: as a download, and as text to copy, since some frames block downloads. What Me adds to it, the
 * learner's own files among it, is in `elements/me/save`.
 */

import { announce, fill, h } from "./dom.js";
import { t } from "./text.js";
import { fileName, writeFile } from "./writing.js";

/** @typedef {import("./store/store.js").Store} Store */

/**
 * Offers a record as a file: starts the download, and shows the same text to copy, without the learner's files.
 * @param {Element} into where the text to copy appears
 * @param {Store} store
 * @param {Rec} rec
 * @param {string} curriculum
 * @param {{ other?: Record<string, any>, tools?: (area: HTMLTextAreaElement) => import("./dom.js").Kid, notes?: (bytes: number) => import("./dom.js").Kid, whole?: boolean }} [more]
 *   other: fields of the file beside the record's; whole: the learner's own files are among them, else that is said and it does not count as saved
 */
export async function offerFile(into, store, rec, curriculum, { other, tools, notes, whole } = {}) {
  const entries = await store.read(rec.record);
  const bare = !whole && entries.some((e) => e.answer?.file);
  const text = writeFile(curriculum, rec, entries);
  const blob = new Blob([other ? writeFile(curriculum, { ...rec, other: { ...rec.other, ...other } }, entries) : text], { type: "application/json" });
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: fileName(curriculum, rec.alias, new Date()) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  if (rec.record === store.current()?.record && !bare) await store.markSaved();

  const area = /** @type {HTMLTextAreaElement} */ (h("textarea", { readonly: true, rows: 4, id: "save-text", spellcheck: "false" }));
  area.value = text;
  announce(t("save.done"));
  fill(into, h("p", null, t("save.done")), notes?.(blob.size), bare && h("p.notice", null, t("save.without_files")), h("details", null, h("summary", null, t("save.else")), h("label", { for: "save-text" }, t("save.text")), area, tools?.(area)));
}
