/**
 * The pages of a booklet: title page, contents, a chapter a lesson, hints and answers. They are the same on a site, where the lessons
 * come from their pages, and in a file of its own that the program wrote (`client/booklet`).
 */

import { h } from "../../dom.js";
import { duration, t } from "../../text.js";

/** @typedef {import("./chapter.js").Chapter} Chapter */
/**
 * @typedef {object} Part a lesson of it
 * @property {string} title
 * @property {string | null} [lang] where it is another than the booklet's
 * @property {string[]} can what one can do after it
 * @property {number} minutes
 * @property {Chapter | null} chapter null: the lesson can't be had
 */
/**
 * @typedef {object} Book
 * @property {string} site what the curriculum is called
 * @property {string} alias whose it is; may be empty
 * @property {string[]} goals where it leads
 * @property {string} [day] when it was made
 * @property {Part[]} parts in order
 */
/** @typedef {Part & { n: number }} Numbered */

/**
 * @param {Book} book
 * @param {string} mark what the names of its places begin with, where several stand in one document
 * @returns {import("../../dom.js").Kid}
 */
export function sheetsOf(book, mark) {
  const parts = book.parts.map((part, at) => ({ ...part, n: at + 1 }));
  return [titlePage(book), contents(parts, mark), parts.map((part) => chapter(part, mark)), told(parts, "hints", mark), told(parts, "answers", mark)];
}

/** @param {Book} book */
function titlePage({ site, alias, goals, day, parts }) {
  const minutes = parts.reduce((sum, part) => sum + part.minutes, 0);
  return h(
    "section.bk-title",
    null,
    h("p.bk-site", null, site),
    h("h1", null, alias ? t("booklet.of", { name: alias }) : t("booklet.title")),
    h("div.bk-plate", { "aria-hidden": "true" }),
    goals.length > 0 && [h("p.bk-to", null, t("booklet.to")), h("ul.goals", null, goals.map((goal) => h("li", null, goal)))],
    h("p.bk-facts", null, t("booklet.length", { n: parts.length, time: duration(minutes) })),
    !alias && h("p.bk-name", null, t("booklet.name"), " ", h("span.bk-line")),
    day && h("p.bk-made", null, t("booklet.made", { day })),
  );
}

/**
 * @param {Numbered[]} parts
 * @param {string} mark
 */
function contents(parts, mark) {
  const line = (/** @type {Numbered} */ { n, title, lang, minutes }) => h("li", null, h("span.bk-number", null, n), h("a", { href: `#${mark}leaf-${n}`, lang: lang ?? null }, title), h("span.bk-dots", { "aria-hidden": "true" }), h("span", null, duration(minutes)));
  const end = (/** @type {"hints" | "answers"} */ kind) => parts.some(({ chapter }) => chapter?.[kind].length) && h("li", null, h("span.bk-number"), h("a", { href: `#${mark}bk-${kind}` }, t("booklet." + kind)));
  return h("nav.bk-contents", { "aria-labelledby": mark + "bk-contents" }, h("h2", { id: mark + "bk-contents" }, t("booklet.contents")), h("ol", null, parts.map(line), end("hints"), end("answers")), h("p.soft", null, t("booklet.how")));
}

/**
 * @param {Numbered} part
 * @param {string} mark
 */
function chapter({ n, title, lang, can, chapter }, mark) {
  return h(
    "section.bk-lesson",
    { id: `${mark}leaf-${n}`, "aria-labelledby": `${mark}leaf-title-${n}` },
    h(
      "header.bk-head",
      null,
      h("span.bk-chapter", { "aria-hidden": "true" }, n),
      h("h2", { id: `${mark}leaf-title-${n}`, lang: lang ?? null }, title),
      can.map((one) => h("p.can", null, one)),
      h("p.bk-done", null, h("span.bk-box"), t("booklet.done")),
    ),
    chapter ? chapter.body : h("p.notice", null, t("booklet.absent")),
  );
}

/**
 * What was taken out of the lessons, by lesson and number.
 * @param {Numbered[]} parts
 * @param {"hints" | "answers"} kind
 * @param {string} mark
 */
function told(parts, kind, mark) {
  const some = parts.filter(({ chapter }) => chapter?.[kind].length);
  if (!some.length) return null;
  return h(
    `section.bk-told.bk-${kind}`,
    { id: `${mark}bk-${kind}`, "aria-labelledby": `${mark}bk-${kind}-title` },
    h("h2", { id: `${mark}bk-${kind}-title` }, t("booklet." + kind)),
    h("p.soft", null, t(kind === "hints" ? "booklet.hints_note" : "booklet.codes_note")),
    some.map(({ n, title, lang, chapter }) => [
      h("h3", { lang: lang ?? null }, `${n} `, title),
      h("dl", null, chapter?.[kind].map(({ number, what, code }) => h("div", null, h("dt", null, number), h("dd", null, what), code && h("dd.bk-code", null, code)))),
    ]),
  );
}
