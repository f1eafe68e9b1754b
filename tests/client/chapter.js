// The manual's chapters as somebody reads them who follows them to the letter.

import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const lessons = resolve(import.meta.dirname, "../../curricula/manual/lessons");

/** The text of a chapter, by its path without `.md`. */
export const chapter = (name) => readFileSync(join(lessons, `${name}.md`), "utf8");

/**
 * What stands between fences: its language, its text, and the file that it belongs into, which is the last one below `folder` that
 * the text before it names; at its end, where the text says so.
 * @param {string} name
 * @param {string} folder
 */
export function pieces(name, folder) {
  /** @type {{ language: string, text: string, file: string | null, atEnd: boolean }[]} */
  const all = [];
  let before = "";
  for (const part of chapter(name).split(/^(```\w+\n[^]*?^```$)/m)) {
    const [, language, text] = /^```(\w+)\n([^]*)```$/.exec(part) ?? [];
    if (!language) before = part;
    else {
      const files = [...before.matchAll(/`([\w./-]+\.\w+)`/g)].map(([, file]) => file).filter((file) => file.startsWith(`${folder}/`));
      all.push({ language, text, file: files.at(-1) ?? null, atEnd: /\bat the end of\b/i.test(before) });
      before = "";
    }
  }
  return all;
}

/**
 * Does with a piece what its text says.
 * @param {string} here
 * @param {ReturnType<typeof pieces>[number]} piece
 */
export function put(here, { file, text, atEnd }) {
  if (!file) throw new Error(`no file is named before\n${text}`);
  const path = join(here, file);
  if (existsSync(path) !== atEnd) throw new Error(`${file} ${atEnd ? "is not there yet" : "is there already"}`);
  mkdirSync(dirname(path), { recursive: true });
  (atEnd ? appendFileSync : writeFileSync)(path, text);
}
