/**
 * A lesson as a chapter: numbers of its own, links that lead within the booklet, one variant of each question, lines to
 * write on, and the hints and answers taken out, to stand at the end.
 */

import { h } from "../../dom.js";
import { fnv1a, unitsOf } from "../../hash.js";
import { codeOf } from "../../paper.js";
import { pieces, t } from "../../text.js";

/** @typedef {{ number: string, what: HTMLElement, code?: string }} Told a hint or an answer, and the question it belongs to */
/** @typedef {{ body: HTMLElement, hints: Told[], answers: Told[] }} Chapter */

/** Attributes that name elements of the page. */
const NAMES = ["for", "name", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers"];

/** What no paper needs; where to go next is the booklet's own order. */
const ASIDE = "script, style, link, .feedback, .on-screen, .verdict, .tools, .sure, button, .block > nav";

/** @param {Element | DocumentFragment} el @param {string} selector @returns {HTMLElement[]} */
const all = (el, selector) => [...el.querySelectorAll(selector)].map((it) => /** @type {HTMLElement} */ (it));

/**
 * @param {{ html: string, url: string }} leaf what the build wrote of the lesson, and where its page is
 * @param {number} n its number in the booklet
 * @param {Map<string, number>} chapters the numbers of all lessons, by the address of their page
 * @param {string} seed which variant of a question: the same whenever this learner makes the booklet
 * @param {string} mark what the names of the booklet's places begin with
 * @returns {Chapter}
 */
export function chapterOf({ html, url }, n, chapters, seed, mark) {
  const body = h("div.bk-body");
  body.append(...document.importNode(new DOMParser().parseFromString(html, "text/html").body, true).childNodes);
  oneVariant(body, seed);
  for (const el of all(body, ASIDE)) el.remove();
  /** @type {Told[]} */
  const hints = [];
  /** @type {Told[]} */
  const answers = [];
  let count = 0;
  for (const task of all(body, ".item, wend-solution > details, wend-hint > details")) {
    const number = `${n}.${++count}`;
    const mark = h("span.bk-number", { "aria-hidden": "true" }, number);
    if (task.matches("details")) {
      const title = task.querySelector("summary")?.textContent ?? "";
      const block = task.closest(".block") ?? task;
      const hint = block.matches("wend-hint");
      (hint ? hints : answers).push({ number, what: told(task) });
      block.replaceWith(h("p.bk-elsewhere", null, mark, title, " ", h("span.soft", null, t(hint ? "booklet.in_hints" : "booklet.in_answers"))));
      continue;
    }
    task.removeAttribute("hidden");
    task.prepend(mark);
    for (const hint of all(task, ".hint")) hints.push({ number, what: told(hint) });
    for (const answer of all(task, ".answer")) answers.push({ number, what: told(answer), code: task.dataset.item && codeOf(task.dataset.item) });
    for (const empty of all(task, ".hints")) empty.remove();
  }
  for (const fold of all(body, "details")) fold.setAttribute("open", "");
  // Parts of two lessons may be called alike: in one document they are groups, and no places to go to.
  for (const section of all(body, "section[aria-labelledby]")) section.setAttribute("role", "group");
  for (const heading of all(body, "h2, h3, h4, h5").reverse()) lower(heading);
  lines(body);
  for (const part of [body, ...hints.map(({ what }) => what), ...answers.map(({ what }) => what)]) settle(part, n, url, chapters, mark);
  return { body, hints, answers };
}

/**
 * One question of a bank for a sheet of its own: with room to write, and its answer taken out. Help has no place there.
 * @param {{ id: string, html: string }} question
 * @param {string} url of the page it is for
 * @param {string} mark what the names of its places begin with
 * @returns {{ body: HTMLElement, answer: HTMLElement | null }}
 */
export function onSheet({ id, html }, url, mark) {
  const body = h("div.bk-body");
  body.append(...document.importNode(new DOMParser().parseFromString(html, "text/html").body, true).childNodes);
  const items = all(body, "[data-item]");
  const item = items.find((it) => it.dataset.item === id);
  for (const other of items) if (other !== item && !(item && other.contains(item))) other.remove();
  item?.removeAttribute("hidden");
  const answers = all(body, ".answer").map(told);
  for (const el of all(body, `${ASIDE}, .hints, .hint, [data-kind=hint], [data-kind=solution]`)) el.remove();
  lines(body);
  for (const part of [body, ...answers]) settle(part, 0, url, new Map(), mark);
  return { body, answer: answers[0] ?? null };
}

/**
 * Pictures, links and names of a part as they hold in another document.
 * @param {HTMLElement} part
 * @param {number} n
 * @param {string} url
 * @param {Map<string, number>} chapters
 * @param {string} mark
 */
function settle(part, n, url, chapters, mark) {
  places(part, url);
  links(part, n, url, chapters, mark);
  names(part, `${mark}l${n}-`);
}

/** What stands behind a summary. @param {HTMLElement} details */
function told(details) {
  details.querySelector("summary")?.remove();
  const what = h("div");
  what.append(...details.childNodes);
  details.remove();
  return what;
}

/** Questions that come in variants keep one. @param {HTMLElement} body @param {string} seed */
function oneVariant(body, seed) {
  /** @type {Map<string, HTMLElement[]>} */
  const variants = new Map();
  for (const item of all(body, ".item[data-item]")) {
    const [, base] = /^(.*#.*)\/\d+$/s.exec(item.dataset.item ?? "") ?? [];
    if (base) variants.set(base, [...(variants.get(base) ?? []), item]);
  }
  for (const [base, items] of variants) {
    const keep = fnv1a(unitsOf(seed + base)) % items.length;
    for (const [at, item] of items.entries()) if (at !== keep) item.remove();
  }
}

/** A heading one level down: the lesson's title stands above it. @param {HTMLElement} heading */
function lower(heading) {
  const lowered = h("h" + (Number(heading.tagName[1]) + 1));
  for (const { name, value } of heading.attributes) lowered.setAttribute(name, value);
  lowered.append(...heading.childNodes);
  heading.replaceWith(lowered);
}

/** Places to write on, instead of fields. @param {HTMLElement} body */
function lines(body) {
  for (const field of all(body, "textarea")) field.replaceWith(h("div.bk-lines", null, [...Array(Math.min(12, Number(field.getAttribute("rows")) || 4)).keys()].map(() => h("div"))));
  for (const field of all(body, "input")) {
    const kind = field.getAttribute("type");
    if (kind === "radio" || kind === "checkbox") field.replaceWith(h(`span.bk-box.bk-${kind}`));
    else if (kind === "range") field.remove();
    else field.replaceWith(h("span.bk-line"));
  }
  for (const label of all(body, "label[for]")) label.removeAttribute("for");
}

/** Pictures are where the lesson has them. @param {HTMLElement} part @param {string} url */
function places(part, url) {
  for (const el of all(part, "[src], [poster]")) {
    for (const name of ["src", "poster"]) {
      const value = el.getAttribute(name);
      if (value !== null) el.setAttribute(name, new URL(value, url).href);
    }
    el.removeAttribute("loading");
  }
}

/**
 * Links: to a lesson of the booklet they name its number; elsewhere on the site they are words; others stay.
 * @param {HTMLElement} part
 * @param {number} n
 * @param {string} url
 * @param {Map<string, number>} chapters
 * @param {string} mark
 */
function links(part, n, url, chapters, mark) {
  for (const link of all(part, "a[href]")) {
    const to = link.getAttribute("href") ?? "";
    let whole;
    try {
      whole = new URL(to, url);
    } catch {
      continue;
    }
    const fragment = whole.hash.slice(1);
    whole.hash = "";
    const chapter = chapters.get(whole.href);
    if (chapter === n && fragment) link.setAttribute("href", `#${mark}l${n}-${fragment}`);
    else if (chapter !== undefined) {
      link.setAttribute("href", `#${mark}leaf-${chapter}`);
      link.after(h("span.bk-see", null, " ", pieces("booklet.see", { n: chapter })));
    } else if (whole.origin === new URL(url).origin && (whole.protocol === "file:" || to === "" || !/^[a-z]+:/i.test(to))) link.replaceWith(...link.childNodes);
    else link.setAttribute("href", whole.href + (fragment && "#" + fragment));
  }
}

/** Names that are alike in two lessons are told apart. @param {HTMLElement} part @param {string} prefix */
function names(part, prefix) {
  for (const el of all(part, "[id]")) el.id = prefix + el.id;
  for (const name of NAMES) {
    for (const el of all(part, `[${name}]`)) el.setAttribute(name, (el.getAttribute(name) ?? "").split(/\s+/).map((id) => id && prefix + id).join(" "));
  }
}
