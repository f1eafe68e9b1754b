/**
 * `<wend-booklet>`: my path as a booklet, for paper: title page, contents, the lessons of the path with numbers of their
 * own, hints and answers at the end. It is put together from the lessons' pages, in the browser, offline and from disk
 * too; nothing of it is kept. Whoever opens it listens for `closed`.
 */

import { announce, button, fill, h } from "../../dom.js";
import { objectiveLink } from "../../marks.js";
import { lessonHref } from "../../site.js";
import { duration, t } from "../../text.js";
import { wayOf } from "../../way.js";
import { chapterOf } from "./chapter.js";
import { leafOf, loadSheet } from "./gather.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {import("../../model.js").Model} Model */
/** @typedef {import("./chapter.js").Chapter} Chapter */
/** @typedef {{ n: number, lesson: number, minutes: number, chapter: Chapter | null }} Part */

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
  /** @type {Part[]} */
  const parts = [];
  for (const [at, { lesson, minutes }] of steps.entries()) {
    say(t("booklet.making", { n: at + 1, of: steps.length }));
    const leaf = await leafOf(room, m.c.lessons[lesson], lesson);
    for (const sheet of leaf?.styles ?? []) await loadSheet(sheet);
    parts.push({ n: at + 1, lesson, minutes, chapter: leaf && chapterOf(leaf, at + 1, chapters, record, mark) });
  }
  fill(book, titlePage(m, alias, parts), contents(m, parts, mark), parts.map((part) => chapter(m, part, mark)), told(m, parts, "hints", mark), told(m, parts, "answers", mark));
  await Promise.all([...book.querySelectorAll("img")].map((img) => img.decode().catch(() => {})));
  const missing = parts.filter((part) => !part.chapter).length;
  say(missing ? t("booklet.missing", { n: missing }) : t("booklet.ready"));
}

/**
 * @param {Model} m
 * @param {string} alias
 * @param {Part[]} parts
 */
function titlePage(m, alias, parts) {
  const minutes = parts.reduce((sum, part) => sum + part.minutes, 0);
  const goals = m.goals.filter((ix) => !m.standings[ix].known);
  return h(
    "section.bk-title",
    null,
    h("p.bk-site", null, m.c.title),
    h("h1", null, alias ? t("booklet.of", { name: alias }) : t("booklet.title")),
    h("div.bk-plate", { "aria-hidden": "true" }),
    goals.length > 0 && [h("p.bk-to", null, t("booklet.to")), h("ul.goals", null, goals.map((ix) => h("li", null, objectiveLink(m, ix).textContent)))],
    h("p.bk-facts", null, t("booklet.length", { n: parts.length, time: duration(minutes) })),
    !alias && h("p.bk-name", null, t("booklet.name"), " ", h("span.bk-line")),
    h("p.bk-made", null, t("booklet.made", { day: new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(m.asked.now) })),
  );
}

/**
 * @param {Model} m
 * @param {Part[]} parts
 * @param {string} mark
 */
function contents(m, parts, mark) {
  const line = (/** @type {Part} */ { n, lesson, minutes }) => h("li", null, h("span.bk-number", null, n), h("a", { href: `#${mark}leaf-${n}`, lang: m.c.lessons[lesson].lang ?? null }, m.c.lessons[lesson].title), h("span.bk-dots", { "aria-hidden": "true" }), h("span", null, duration(minutes)));
  const end = (/** @type {"hints" | "answers"} */ kind) => parts.some(({ chapter }) => chapter?.[kind].length) && h("li", null, h("span.bk-number"), h("a", { href: `#${mark}bk-${kind}` }, t("booklet." + kind)));
  return h("nav.bk-contents", { "aria-labelledby": mark + "bk-contents" }, h("h2", { id: mark + "bk-contents" }, t("booklet.contents")), h("ol", null, parts.map(line), end("hints"), end("answers")), h("p.soft", null, t("booklet.how")));
}

/**
 * @param {Model} m
 * @param {Part} part
 * @param {string} mark
 */
function chapter(m, { n, lesson, chapter }, mark) {
  const { title, lang, teaches } = m.c.lessons[lesson];
  return h(
    "section.bk-lesson",
    { id: `${mark}leaf-${n}`, "aria-labelledby": `${mark}leaf-title-${n}` },
    h(
      "header.bk-head",
      null,
      h("span.bk-chapter", { "aria-hidden": "true" }, n),
      h("h2", { id: `${mark}leaf-title-${n}`, lang: lang ?? null }, title),
      teaches.map((o) => m.c.objectives[o].can).filter(Boolean).map((can) => h("p.can", null, can)),
      h("p.bk-done", null, h("span.bk-box"), t("booklet.done")),
    ),
    chapter ? chapter.body : h("p.notice", null, t("booklet.absent")),
  );
}

/**
 * What was taken out of the lessons, by lesson and number.
 * @param {Model} m
 * @param {Part[]} parts
 * @param {"hints" | "answers"} kind
 * @param {string} mark
 */
function told(m, parts, kind, mark) {
  const some = parts.filter(({ chapter }) => chapter?.[kind].length);
  if (!some.length) return null;
  return h(
    `section.bk-told.bk-${kind}`,
    { id: `${mark}bk-${kind}`, "aria-labelledby": `${mark}bk-${kind}-title` },
    h("h2", { id: `${mark}bk-${kind}-title` }, t("booklet." + kind)),
    h("p.soft", null, t(kind === "hints" ? "booklet.hints_note" : "booklet.codes_note")),
    some.map(({ n, lesson, chapter }) => [
      h("h3", { lang: m.c.lessons[lesson].lang ?? null }, `${n} `, m.c.lessons[lesson].title),
      h("dl", null, chapter?.[kind].map(({ number, what, code }) => h("div", null, h("dt", null, number), h("dd", null, what), code && h("dd.bk-code", null, code)))),
    ]),
  );
}
