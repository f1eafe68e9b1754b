/**
 * `<wend-booklet>`: my path as a booklet, for paper: title page, contents, the lessons of the path with numbers of their
 * own, hints and answers at the end. It is put together from the lessons' pages, in the browser, offline and from disk
 * too; nothing of it is kept. Whoever opens it listens for `closed`.
 */

import { announce, button, fill, h } from "../../dom.js";
import { lessonHref } from "../../site.js";
import { t } from "../../text.js";
import { wayOf } from "../../way.js";
import { chapterOf } from "./chapter.js";
import { leafOf, loadSheet } from "./gather.js";
import { sheetsOf } from "./sheets.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {import("../../model.js").Model} Model */

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function booklet(el, app) {
  const state = h("p.soft", { role: "status" });
  const ready = button(t("booklet.print"), () => print(), "btn", { disabled: true });
  const back = button(t("booklet.back"), () => el.dispatchEvent(new Event("closed")), "btn.plain");
  const room = h("div", { hidden: true });
  const book = h("article.booklet", { hidden: true });
  el.append(h("div.bk-tools.no-print", null, h("p.row", null, ready, back), state), room, book);
  const { alias = "", record = "" } = app.store.current() ?? {};
  void bind({ m: app.model(), alias, record }, room, book, (words) => (state.textContent = words)).then(() => {
    book.hidden = false;
    ready.removeAttribute("disabled");
    announce(t("booklet.ready"));
    ready.focus({ preventScroll: true });
  });
  return () => {};
}

/**
 * Puts a booklet together.
 * @param {{ m: Model, alias: string, record: string }} of whose it is
 * @param {HTMLElement} room
 * @param {HTMLElement} book
 * @param {(words: string) => void} say
 * @param {string} [mark] what the names of its places begin with, where several stand in one document
 */
export async function bind({ m, alias, record }, room, book, say, mark = "") {
  const { steps } = wayOf(m).plan();
  const chapters = new Map(steps.map(({ lesson }, at) => [new URL(lessonHref(m.c.lessons[lesson].id), location.href).href, at + 1]));
  await loadSheet("assets/booklet.css");
  /** @type {import("./sheets.js").Part[]} */
  const parts = [];
  for (const [at, { lesson, minutes }] of steps.entries()) {
    say(t("booklet.making", { n: at + 1, of: steps.length }));
    const { title, lang, teaches } = m.c.lessons[lesson];
    const leaf = await leafOf(room, m.c.lessons[lesson], lesson);
    for (const sheet of leaf?.styles ?? []) await loadSheet(sheet);
    const can = teaches.map((o) => m.c.objectives[o].can).filter(Boolean);
    parts.push({ title, lang, can, minutes, chapter: leaf && chapterOf(leaf, at + 1, chapters, record, mark) });
  }
  const goals = m.goals.filter((ix) => !m.standings[ix].known).map((ix) => m.c.objectives[ix].title);
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", numberingSystem: "latn" }).format(m.asked.now);
  fill(book, sheetsOf({ site: m.c.title, alias, goals, day, parts }, mark));
  await Promise.all([...book.querySelectorAll("img")].map((img) => img.decode().catch(() => {})));
  const missing = parts.filter((part) => !part.chapter).length;
  say(missing ? t("booklet.missing", { n: missing }) : t("booklet.ready"));
}
