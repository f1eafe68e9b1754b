/** What goes into the frame of a foreign plugin's block: a document, how the page is to be read, typefaces, pictures. */

import { h } from "../dom.js";
import { href } from "../site.js";
import { FACES } from "./styles.gen.js";

/** Bytes at most of a picture that goes into the frame. */
const PICTURE = 2_000_000;

const root = document.documentElement;

/** From a disk a page can't read its own files. */
const readable = location.protocol !== "file:";

/** The frame is as high as the block; around it there is room for what shows where the keyboard is. */
export const ROOM = "html,body{background:none;min-block-size:0;display:block}body{padding:.35rem;overflow:auto}body>*{margin:0!important}";

/** What the frames' shadow trees look like: the frame on screens, the content on paper or when there is no frame. */
export const look = new CSSStyleSheet();
look.replaceSync(`
  .box { position: relative; }
  iframe { display: block; inline-size: calc(100% + .7rem); margin: -.35rem; border: 0; color-scheme: inherit; }
  iframe.coming { position: absolute; visibility: hidden; }
  .gap { margin: -.35rem; }
  @media screen { .framed > slot.plain { display: none; } }
  @media print { iframe, .gap { display: none; } }
`);

/**
 * The document of a frame. It may run the one script that is in it, and load nothing.
 * @param {import("./frame.js").Def} def
 */
export function frameDocument({ script, hash }) {
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types wend default`;
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="x-dns-prefetch-control" content="off"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="color-scheme" content="light dark"><title>.</title><script>${script}</script><body>`;
}

/** The sizes of the theme that depend on how wide the page is, which a frame can't know. */
const SIZES = ["--t-small", "--t-text", "--t-large", "--t-head"];

/** How the page is to be read: the reading settings that stand on `<html>`, and the sizes that come of them. */
export function reading() {
  const names = ["text", "spacing", "theme", "focus"].map((name) => "data-" + name).filter((name) => root.hasAttribute(name));
  const probe = h("span");
  document.body.append(probe);
  const sizes = SIZES.map((name) => {
    probe.style.fontSize = `var(${name})`;
    return `${name}:${getComputedStyle(probe).fontSize}`;
  });
  probe.remove();
  return { settings: Object.fromEntries(names.map((name) => [name, root.getAttribute(name)])), sizes: `:root{${sizes.join(";")}}` };
}

/** @type {Promise<[family: string, weight: string, file: ArrayBuffer][]> | undefined} */
let faces;

/** The theme's typefaces, which a frame can't load; from a disk the page can't read them either. */
export function typefaces() {
  /** @param {[string, string, string]} face @returns {Promise<[string, string, ArrayBuffer][]>} */
  const load = async ([family, weight, file]) => {
    try {
      return [[family, weight, await (await fetch(href("assets/" + file))).arrayBuffer()]];
    } catch {
      return [];
    }
  };
  return (faces ??= Promise.all(readable ? FACES.map(load) : []).then((all) => all.flat()));
}

/**
 * A picture of the site as a data address; null where the page can't read it, as from a disk.
 * @param {string} src
 * @returns {Promise<string | null>}
 */
export async function inlined(src) {
  if (src.startsWith("data:")) return src;
  if (!readable) return null;
  try {
    const blob = await (await fetch(src)).blob();
    if (blob.size > PICTURE || !blob.type.startsWith("image/")) return null;
    const reader = new FileReader();
    reader.readAsDataURL(blob);
    await new Promise((ok) => (reader.onloadend = ok));
    return String(reader.result);
  } catch {
    return null;
  }
}

