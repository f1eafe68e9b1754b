/**
 * Handing the learner their file: as a download, and as text to copy, since some frames block downloads.
 */

import { carrierOf } from "./carry.js";
import { announce, button, fill, h } from "./dom.js";
import { t } from "./text.js";
import { fileName, writeFile } from "./transfer.js";

/** @typedef {import("./store/store.js").Store} Store */

/**
 * Offers a record as a file: starts the download, and shows the same text to copy, without the learner's files.
 * @param {Element} into where the text to copy appears
 * @param {Store} store
 * @param {Rec} rec
 * @param {string} curriculum
 */
export async function offerFile(into, store, rec, curriculum) {
  const entries = await store.read(rec.record);
  const some = entries.some((e) => e.answer?.file);
  const files = some && (await (await carrierOf())?.pack(rec.record, entries));
  const text = writeFile(curriculum, rec, entries);
  const whole = files ? writeFile(curriculum, { ...rec, other: { ...rec.other, ...files.fields } }, entries) : text;
  const blob = new Blob([whole], { type: "application/json" });
  const url = URL.createObjectURL(blob);
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
  fill(
    into,
    h("p", null, t("save.done"), " ", t("save.size", { n: Math.ceil(blob.size / 1000) })),
    some && !(files && !files.missing) && h("p.notice", null, t("save.without_files")),
    h("details", null, h("summary", null, t("save.else")), h("label", { for: "save-text" }, t("save.text")), area, h("p.row", null, button(t("save.copy"), copy), said)),
  );
}
