/**
 * Questions one after the other: what comes next is asked of the log each time, so a page that is opened again goes on
 * where it stopped. Between two questions the learner decides when to go on.
 */

import { questions } from "../../banks.js";
import { button, fill, h } from "../../dom.js";
import { t } from "../../text.js";
import { ask } from "./ask.js";

/** @typedef {import("../../element.js").App} App */

/**
 * @typedef {object} Next
 * @property {number} objective
 * @property {import("../../dom.js").Kid} [why] why it is asked, and why now
 */

/**
 * @typedef {object} Round
 * @property {"retrieval" | "exit" | "placement" | "answer"} kind
 * @property {import("../../banks.js").Use} use
 * @property {string} [lesson] the lesson it is asked for, by id
 * @property {(missing: Set<number>) => Next | null} next what to ask now, but for objectives whose questions can't be had
 * @property {() => { n: number, of?: number }} count the number of the question, and of how many
 * @property {() => import("../../dom.js").Kid} end
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
  /** Objectives whose questions could not be had. @type {Set<number>} */
  const missing = new Set();
  /** Questions asked on this page: not twice while there are others. @type {Set<string>} */
  const asked = new Set();

  /** @param {boolean} moved the learner went on, so the keyboard goes along */
  const go = async (moved) => {
    for (;;) {
      const next = round.next(missing);
      if (!next) return end(moved);
      const list = await questions(app.model(), next.objective, round.use);
      const question = list.find((q) => !asked.has(q.id)) ?? (round.kind === "retrieval" ? list[0] : undefined);
      if (question) return show(next, question, moved);
      missing.add(next.objective);
    }
  };

  /** @param {boolean} moved */
  const end = (moved) => {
    fill(box, round.end());
    if (moved) /** @type {HTMLElement | null} */ (box.querySelector("[tabindex]"))?.focus();
  };

  /** @param {Next} next @param {import("../../banks.js").Question} question @param {boolean} moved */
  const show = (next, question, moved) => {
    asked.add(question.id);
    const { can, title } = app.model().c.objectives[next.objective];
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
        if (!round.next(missing)) on.textContent = t("ask.end");
        on.focus();
      },
    });
    const { n, of } = round.count();
    const place = t(of ? "ask.place" : "ask.number", { n, of: of ?? 0 });
    const heading = h("h2.asked-about", { tabindex: -1 }, h("span.over", null, place), " ", can || title);
    fill(box, heading, next.why && h("p.why", null, next.why), one.box, one.source, h("p.row", null, on, one.pass, round.stop));
    if (moved) {
      heading.focus();
      scrollTo({ top: box.getBoundingClientRect().top + scrollY - 24 });
    }
    void one.wake();
  };

  return { go, missing };
}
