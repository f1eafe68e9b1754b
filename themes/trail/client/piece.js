/**
 * A piece of the portfolio on a page, a learner's own or the desk's: what it says, and its file. Nothing but a picture is
 * believed to be what it says it is; everything else can only be taken.
 */

import { button, fill, h } from "./dom.js";
import { fileOf } from "./store/files.js";
import { t } from "./text.js";

/** @typedef {import("./store/files.js").FileFacts} FileFacts */

/** @param {number} bytes */
export const size = (bytes) => (bytes < 1e6 ? t("made.kb", { n: Math.max(1, Math.round(bytes / 1e3)) }) : t("made.mb", { n: Math.round(bytes / 1e5) / 10 }));

/**
 * An address as it was typed, if it is one of the web.
 * @param {string} text
 * @returns {string | null}
 */
export function webAddress(text) {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : "https://" + text);
    return /^https?:$/.test(url.protocol) && url.hostname.includes(".") ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * What a piece holds, from whatever stands in its entry.
 * @param {Entry} piece
 * @returns {{ text: string, address: string | null, file: FileFacts | null }}
 */
export function pieceOf(piece) {
  const { text, link } = piece.answer && typeof piece.answer === "object" ? piece.answer : { text: piece.answer, link: null };
  return { text: typeof text === "string" ? text : "", address: typeof link === "string" ? webAddress(link) : null, file: fileOf(piece) };
}

/** Pictures that a browser draws and that hold no scripts. @param {FileFacts} file */
const picture = ({ type }) => /^image\/(jpeg|png|gif|webp|avif|bmp)$/.test(type);

/**
 * What shows files: a picture, and the means to take a copy. A picture is read once.
 * @param {(file: FileFacts) => Promise<Uint8Array | undefined>} bytesOf what the browser keeps of it
 * @param {string} missing the text where that is nothing; `{name}` in it
 * @returns {(file: FileFacts, about: string) => HTMLElement}
 */
export function fileBoxes(bytesOf, missing) {
  /** Pictures that stand on the page, by hash. @type {Map<string, string>} */
  const shown = new Map();
  /** @param {FileFacts} file */
  const read = async (file) => {
    const bytes = await bytesOf(file).catch(() => undefined);
    return bytes && new Blob([/** @type {any} */ (bytes)], { type: picture(file) ? file.type : "application/octet-stream" });
  };
  return (file, about) => {
    const box = h("div.piece-file");
    const gone = () => fill(box, h("p.notice", null, t(missing, { name: file.name })));
    const take = async () => {
      const blob = await read(file);
      if (!blob) return gone();
      const url = URL.createObjectURL(blob);
      h("a", { href: url, download: file.name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    };
    const show = (/** @type {string} */ src) => box.prepend(h("img", { src, alt: about || file.name }));
    box.append(h("p.row", null, button([t("made.take"), h("span.visually-hidden", null, " ", file.name)], take, "btn.quiet.no-print", { "data-key": "take-" + file.hash }), h("span.soft", null, h("bdi", null, file.name), " · ", size(file.size))));
    const src = shown.get(file.hash);
    if (src) show(src);
    else if (picture(file)) {
      void read(file).then((blob) => {
        if (!blob) return gone();
        shown.set(file.hash, URL.createObjectURL(blob));
        show(shown.get(file.hash) ?? "");
      });
    }
    return box;
  };
}
