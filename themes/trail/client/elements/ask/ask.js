/**
 * One question on a page that is not its own: its block as its lesson has it, one try, and what the page makes of the
 * answer. The block's plugin knows nothing of it (see `host`).
 */

import { load } from "../../banks.js";
import { button, h, painted } from "../../dom.js";
import { lessonHref } from "../../site.js";
import { t } from "../../text.js";
import { told } from "./told.js";

/** @typedef {import("../../banks.js").Question} Question */

/**
 * @typedef {object} How
 * @property {"retrieval" | "exit" | "placement" | "answer"} kind of entry
 * @property {number} objective
 * @property {string} [lesson] the lesson it is asked for, by id
 * @property {(correct: boolean | null, ms: number) => unknown} then once the answer is kept
 */

/** Help has no place where it is only asked what somebody knows. */
const HELP = ".hints, .answer, [data-kind=hint], [data-kind=solution]";

/** Nobody thinks longer about one question, ms: they went away. */
const LONGEST = 120_000;

/**
 * @param {import("../../element.js").App} app
 * @param {Question} question
 * @param {How} how
 */
export function ask({ store, model }, question, how) {
  const box = /** @type {HTMLElement & { asking: Asking }} */ (h("wend-ask.once", { lang: question.lang, dir: question.lang && "auto" }));
  const { c } = model();
  const quiet = how.kind === "placement";
  const holder = document.createElement("template");
  holder.innerHTML = question.html;
  const items = [...holder.content.querySelectorAll("[data-item]")];
  const section = /** @type {HTMLElement | undefined} */ (items.find((it) => it.getAttribute("data-item") === question.id));
  for (const other of items) if (other !== section && !other.contains(section ?? null)) other.remove();
  if (section) section.hidden = false;
  if (quiet) for (const help of holder.content.querySelectorAll(HELP)) help.remove();
  const began = Date.now();

  /** @param {{ kind: string } & Record<string, any>} entry */
  const take = async (entry) => {
    // What belongs to no question, such as a thought written beside it.
    if (entry.correct === undefined) return void (await store.append(entry));
    if (box.asking.over) return;
    box.asking.over = true;
    const { correct } = entry;
    const { options } = question;
    const ms = Math.min(LONGEST, Math.max(0, Number(entry.ms) || Date.now() - began));
    await store.append({ ...entry, kind: how.kind, item: question.id, objective: c.objectives[how.objective].id, lesson: how.lesson, ms, typed: options === 0, options: options || undefined });
    if (!quiet) {
      if (section) told(box, section, correct === true);
      // A block in a frame hears it there.
      section?.closest("[data-kind]")?.dispatchEvent(new CustomEvent("wend:told", { detail: correct === true }));
      // What comes next is worked out once the learner sees how it went.
      await painted();
    }
    await how.then(correct, ms);
  };
  box.asking = { over: false, take };

  const from = question.lesson === null ? -1 : model().lesson(question.lesson);
  box.append(holder.content);
  const pass = button(t(quiet ? "ask.unknown" : "ask.show"), () => take({ kind: how.kind, correct: quiet ? null : false }), "btn.plain", { "data-key": "pass" });
  // A lesson's question may speak of what stands beside it there.
  const source = from >= 0 && !quiet && h("p.soft", null, t("ask.from"), " ", h("a", { href: lessonHref(c.lessons[from].id) }, c.lessons[from].title));
  return { box, pass, source: source || null, wake: () => wake(question) };
}

/** Brings the block to life, once it stands on the page. @param {Question} question */
async function wake({ plugins }) {
  const { wake } = /** @type {{ wake: () => void }} */ (window.WEND);
  await Promise.all(plugins.flatMap(({ style, script }) => [style, script]).map((path) => path && load(path)));
  wake();
}
