// What stands on the pages of a PDF that Chromium printed: its own kind of file, read no further than the tests need.

import { inflateSync } from "node:zlib";

/**
 * The texts of each page, as they were drawn: one for each run of letters.
 * @param {Buffer} pdf
 * @returns {string[][]}
 */
function pagesOf(pdf) {
  const text = pdf.toString("latin1");
  /** @type {Map<string, string>} */
  const objects = new Map();
  for (const [, n, body] of text.matchAll(/^(\d+) 0 obj\n(.*?)\nendobj$/gms)) objects.set(n, body);
  const stream = (/** @type {string} */ n) => {
    const body = objects.get(n) ?? "";
    const bytes = Buffer.from(body.slice(body.indexOf("stream\n") + 7, body.lastIndexOf("\nendstream")), "latin1");
    return inflateSync(bytes).toString("latin1");
  };
  return [...objects.values()].filter((body) => /^<<\/Type \/Page\n/.test(body)).map((body) => {
    const fonts = new Map([...(/\/Font <<(.*?)>>/s.exec(body)?.[1] ?? "").matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name, n]) => [name, lettersOf(stream(/\/ToUnicode (\d+) 0 R/.exec(objects.get(n) ?? "")?.[1] ?? ""))]));
    const drawn = stream(/\/Contents (\d+) 0 R/.exec(body)?.[1] ?? "");
    return [...drawn.matchAll(/BT\n(.*?)ET\n/gs)].map(([, run]) => {
      let letters = new Map();
      let said = "";
      for (const [, font, codes] of run.matchAll(/\/(\w+) \S+ Tf|<([0-9A-F]*)> Tj/g)) {
        if (font) letters = fonts.get(font) ?? new Map();
        else for (const code of codes.match(letters.wide ? /.{4}/g : /../g) ?? []) said += letters.get(parseInt(code, 16)) ?? "\ufffd";
      }
      return said;
    });
  });
}

/**
 * The letters that a font's codes stand for.
 * @param {string} table its /ToUnicode
 * @returns {Map<number, string> & { wide?: boolean }} wide: a code has two bytes
 */
function lettersOf(table) {
  /** @type {Map<number, string> & { wide?: boolean }} */
  const letters = new Map();
  letters.wide = /<0000> <FFFF>/.test(table);
  const word = (/** @type {string} */ hex) => String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => parseInt(unit, 16)));
  for (const [, part] of table.matchAll(/beginbfchar\n(.*?)endbfchar/gs)) for (const [, code, hex] of part.matchAll(/<(\w+)> <(\w+)>/g)) letters.set(parseInt(code, 16), word(hex));
  for (const [, part] of table.matchAll(/beginbfrange\n(.*?)endbfrange/gs)) {
    for (const [, from, to, hex] of part.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) for (let code = parseInt(from, 16), at = 0; code <= parseInt(to, 16); code++, at++) letters.set(code, String.fromCharCode(parseInt(hex, 16) + at));
  }
  return letters;
}

/**
 * The number at the foot of each page, which is drawn before all else; null: none.
 * @param {Buffer} pdf
 */
export const numbersOf = (pdf) => pagesOf(pdf).map(([first = ""]) => (/^\d+$/.test(first) ? Number(first) : null));

/**
 * Whether pages are those of so many booklets, each with numbers of its own from the page after its title; a page left empty between two
 * has none.
 * @param {(number | null)[]} numbers
 * @param {number} books
 */
export function counted(numbers, books) {
  const said = numbers.map((n) => n ?? "-").join(" ");
  const all = said.split(/ ?-(?: -)? ?/).filter(Boolean).map((one) => one.split(" ").map(Number));
  return said.startsWith("-") && all.length === books && all.every((one) => one.every((n, at) => n === at + 2));
}
