/**
 * Questions one after the other: what comes next is asked of the log each time, so a page that is opened again goes on
 * where it stopped. Between two questions the learner decides when to go on.
 */

import { askable, questions } from "../../banks.js";
import { button, fill, h } from "../../dom.js";
import { href } from "../../site.js";
import { t } from "../../text.js";
import { ask } from "./ask.js";

/** @typedef {import("../../element.js").App} App */

/**
 * @typedef {object} Next
 * @property {number} objective
 * @property {import("../../dom.js").Kid} [why] why it is asked, and why now
 */

/** @typedef {(objective: number) => boolean} Can whether there is a question about it for this use */

/**
 * @typedef {object} Round
 * @property {"retrieval" | "exit" | "placement" | "answer"} kind
 * @property {import("../../banks.js").Use} use
 * @property {string} [lesson] the lesson it is asked for, by id
 * @property {(can: Can) => Next | null} next what to ask now, of what can be asked
 * @property {(can: Can) => { n: number, of?: number }} count the number of the question, and of how many
 * @property {(can: Can) => import("../../dom.js").Kid} end
 * @property {import("../../dom.js").Kid} [stop] how to stop before the end
 * @property {boolean} [straight] goes on without being told to
 * @property {(objective: number, correct: boolean | null, question: import("../../banks.js").Question, ms: number) => void} [told]
 */

/**
 * @param {HTMLElement} box
 * @param {App} app
 * @param {Round} round
 */
export function run(box, app, round) {
  /** Objectives of which all questions were asked on this page. @type {Set<number>} */
  const empty = new Set();
  /** @type {Awaited<ReturnType<typeof askable>>} */
  let counts = null;
  /** @type {Can} */
  const can = (objective) => counts !== null && counts(objective, round.use) > 0 && !empty.has(objective);
  /** Questions asked on this page: not twice while there are others. @type {Set<string>} */
  const asked = new Set();
  /** Those of them that could not be answered: what shows them does not work. @type {Set<string>} */
  const broken = new Set();

  /** @param {boolean} moved the learner went on, so the keyboard goes along */
  const go = async (moved) => {
    counts ??= await askable();
    if (!counts) return away();
    for (;;) {
      const next = round.next(can);
      if (!next) return end(moved);
      const list = await questions(app.model(), next.objective, round.use);
      if (!list) return away();
      const question = list.find((q) => !asked.has(q.id)) ?? (round.kind === "retrieval" ? list.find((q) => !broken.has(q.id)) : undefined);
      if (question) return show(next, question, moved);
      empty.add(next.objective);
    }
  };

  /** Without internet, and not kept on this device. */
  const away = () => {
    fill(box, h("p.notice", { role: "alert" }, t("ask.away")), h("p.row", null, button(t("ask.retry"), () => go(true), "btn"), h("a.btn.plain", { href: href("index.html") }, t("ask.today"))));
  };

  /** @param {boolean} moved */
  const end = (moved) => {
    fill(box, round.end(can));
    if (moved) /** @type {HTMLElement | null} */ (box.querySelector("[tabindex]"))?.focus();
  };

  /** @param {Next} next @param {import("../../banks.js").Question} question @param {boolean} moved */
  const show = (next, question, moved) => {
    asked.add(question.id);
    const about = app.model().c.objectives[next.objective];
    const on = button(t("ask.on"), () => go(true), "btn", { hidden: true });
    const one = ask(app, question, {
      kind: round.kind,
      objective: next.objective,
      lesson: round.lesson,
      then: async (correct, ms) => {
        round.told?.(next.objective, correct, question, ms);
        if (round.straight) return go(true);
        one.pass.hidden = true;
        on.hidden = false;
        if (!round.next(can)) on.textContent = t("ask.end");
        on.focus();
      },
    });
    const { n, of } = round.count(can);
    const place = t(of ? "ask.place" : "ask.number", { n, of: of ?? 0 });
    one.box.addEventListener("wend:over", () => {
      broken.add(question.id);
      one.pass.hidden = true;
      on.hidden = false;
    });
    const heading = h("h2.asked-about", { tabindex: -1 }, h("span.over", null, place), " ", about.can || about.title);
    fill(box, heading, next.why && h("p.why", null, next.why), one.box, one.source, h("p.row", null, on, one.pass, round.stop));
    if (moved) {
      heading.focus();
      scrollTo({ top: box.getBoundingClientRect().top + scrollY - 24 });
    }
    void one.wake();
  };

  return go;
}
