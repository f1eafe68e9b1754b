/**
 * The marks that recur on every page, as the templates draw them: blazes, facts of a lesson, links, reasons.
 */

import { h } from "./dom.js";
import { lessonHref, objectiveHref, page } from "./site.js";
import { duration, fromRight, has, pieces, stop, t } from "./text.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./dom.js").Kid} Kid */

/** @param {Model} model @param {number} ix @returns {HTMLElement} */
export function lessonLink(model, ix) {
  const lesson = model.c.lessons[ix];
  return h("a", { href: lessonHref(lesson.id), lang: lesson.lang ?? page.words }, lesson.title);
}

/**
 * An objective's own page; one made for a single lesson is found there.
 * @param {Model} model
 * @param {number} ix
 * @returns {HTMLElement}
 */
export function objectiveLink(model, ix) {
  const o = model.c.objectives[ix];
  return h("a", { href: o.page ? objectiveHref(o.id) : lessonHref(o.id), lang: page.words }, o.title);
}

/** The sign of an interest that has no drawing; the article of Arabic begins half of all words. @param {string} title */
export const letter = (title) => [...title.replace(/^ال(?=...)/, "")][0]?.toLocaleUpperCase() ?? "";

/**
 * A painted blaze, always beside its word.
 * @param {Model} model
 * @param {number} ix
 */
export function blaze(model, ix) {
  const { id, title } = model.c.interests[ix];
  return h(
    "span.interest",
    { lang: page.words },
    h(`span.blaze.i-${ix % 12}`, { "data-sign": id, "data-letter": letter(title), "aria-hidden": "true" }),
    title,
  );
}

/**
 * What a lesson is like, in one line.
 * @param {Model} model
 * @param {number} ix
 * @param {number} [minutes] with the learner's extra time
 */
export function facts(model, ix, minutes) {
  const lesson = model.c.lessons[ix];
  const length = minutes ?? lesson.minutes;
  return h("ul.facts", null, [
    ...lesson.interests.map((i) => h("li", null, blaze(model, i))),
    lesson.approach && h("li", null, t("approach." + lesson.approach)),
    lesson.support && h("li", null, t("support." + lesson.support)),
    length > 0 && h("li", null, duration(length)),
  ]);
}

/**
 * A reason in words. Lessons and objectives in it are links.
 * @param {Model} model
 * @param {{ code: string, args?: Record<string, any> }} reason
 * @returns {Kid[]}
 */
export function reasonText(model, reason) {
  const key = "reason." + reason.code;
  if (!has(key)) return [];
  /** @type {Record<string, Node | string | number>} */
  const args = Object.create(null);
  for (const [name, arg] of Object.entries(reason.args ?? {})) args[name] = argument(model, arg);
  return pieces(key, args);
}

/**
 * @param {Model} model
 * @param {any} arg `{ objective: 3 }`, `{ n: 5 }`, …
 * @returns {Node | string | number}
 */
function argument(model, arg) {
  if (arg === null || typeof arg !== "object") return arg;
  if ("lesson" in arg) return lessonLink(model, arg.lesson);
  if ("objective" in arg) return objectiveLink(model, arg.objective);
  if ("objectives" in arg) return list(arg.objectives.map((/** @type {number} */ ix) => objectiveLink(model, ix)));
  if ("interest" in arg) return model.c.interests[arg.interest]?.title ?? "";
  if ("strand" in arg) return model.c.strands[arg.strand]?.title ?? "";
  return arg.n ?? arg.text ?? "";
}

/**
 * Nodes in a sentence: "a, b and c" as the language has it. Arabic's "and" is a part of the word after it, and looks as that does.
 * @param {(Node | string)[]} nodes
 * @param {boolean} [end] whether the sentence ends there
 * @returns {DocumentFragment}
 */
export function list(nodes, end) {
  const out = document.createDocumentFragment();
  const marks = nodes.map((_, i) => `\u0001${i}\u0001`);
  const sentence = new Intl.ListFormat(document.documentElement.lang || "en").format(marks);
  let joined = "";
  for (const [i, part] of sentence.split("\u0001").entries()) {
    const node = nodes[Number(part)];
    if (i % 2 === 0) out.append(part.replace(/و?$/, (found) => ((joined = found), "")));
    else if (node instanceof Element && fromRight.test(node.textContent?.[0] ?? "")) node.prepend(joined), out.append(node);
    else out.append(joined, node);
  }
  if (end) out.append(stop(out.textContent));
  return out;
}
