/**
 * Handing the learner their file: as a download, and as text to copy, since some frames block downloads. What Me adds to it, the
 * learner's own files among it, is in `elements/me/save`.
 */

import { announce, button, fill, h } from "./dom.js";
import { t } from "./text.js";
import { fileName, writeFile, writeParts } from "./writing.js";

/** @typedef {import("./store/store.js").Store} Store */

/**
 * Offers a record as a file, or as several where one could not be read again: starts the download, and shows the same text to copy, without the learner's files.
 * @param {Element} into where the text to copy appears
 * @param {Store} store
 * @param {Rec} rec
 * @param {string} curriculum
 * @param {{ other?: Record<string, any>, tools?: (area: HTMLTextAreaElement) => import("./dom.js").Kid, notes?: (bytes: number) => import("./dom.js").Kid, whole?: boolean }} [more]
 *   other: fields of the file beside the record's; whole: the learner's own files are among them, else that is said and it does not count as saved
 */
export async function offerFile(into, store, rec, curriculum, { other, tools, notes, whole } = {}) {
  const then = Date.now();
  const entries = await store.read(rec.record);
  const bare = !whole && entries.some((e) => e.answer?.file);
  const parts = writeParts(curriculum, rec, entries, other).map((text) => new Blob([text], { type: "application/json" }));
  const name = fileName(curriculum, rec.alias, new Date());
  /** @param {Blob} blob @param {string} as */
  const hand = (blob, as) => {
    const url = URL.createObjectURL(blob);
    h("a", { href: url, download: as }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  const done = async () => {
    if (rec.record === store.current()?.record && !bare) await store.markSaved(then);
    announce(t("save.done"));
  };
  const missing = bare && h("p.notice", null, t("save.without_files"));
  if (parts.length > 1) {
    // Larger than can be read again: saved is what was saved, when all of it was.
    const left = new Set(parts);
    const save = (/** @type {Blob} */ part, /** @type {number} */ i) => {
      hand(part, name.replace(/\.json$/, `-${i + 1}$&`));
      if (left.delete(part) && !left.size) void done();
    };
    announce(t("save.parts", { n: parts.length }));
    return fill(into, h("p", null, t("save.parts", { n: parts.length })), missing, h("p.row", null, parts.map((part, i) => button(t("save.part", { n: i + 1 }), () => save(part, i)))));
  }
  hand(parts[0], name);
  await done();
  const area = /** @type {HTMLTextAreaElement} */ (h("textarea", { readonly: true, rows: 4, id: "save-text", spellcheck: "false" }));
  area.value = writeFile(curriculum, rec, entries);
  fill(into, h("p", null, t("save.done")), notes?.(parts[0].size), missing, h("details", null, h("summary", null, t("save.else")), h("label", { for: "save-text" }, t("save.text")), area, tools?.(area)));
}
