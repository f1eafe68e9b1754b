/**
 * Where the learner stands with one objective, how far it is, and "I can do this". What its own page and a lesson show of
 * it stands in `objective.js` and `lesson.js`. It advises; nothing is ever locked.
 */

import { button, h } from "../../dom.js";
import { objectiveHref } from "../../site.js";
import { day, t } from "../../text.js";
import { standingLines } from "./lines.js";

/** @typedef {import("../../element.js").App} App */

/** @typedef {import("../../dom.js").Kid} Kid */

/**
 * @param {App} app
 * @param {number} ix
 * @param {Kid} first what stands above
 * @param {Kid} last what stands below the words
 * @param {Kid} more beside "I can do this"
 * @param {boolean} claims "I can do this" may stand there
 */
export function stands(app, ix, first, last, more, claims) {
  const m = app.model();
  const o = m.c.objectives[ix];
  const { known, claimed } = m.standings[ix];
  const contest = m.facts.contests.find((e) => m.objective(e.objective) === ix);
  const back = () => app.store.append({ kind: "claim", objective: o.id, answer: false });
  return h(
    `div.standing-objective.is-${m.bandOf(ix)}`,
    null,
    first,
    standingLines(m, ix).map((line) => h("p", null, line)),
    last,
    h(
      "p.row",
      null,
      !known && claims && claimButton(app, ix),
      known && claimed && o.items === 0 && button(t("standing.unclaim"), back, "btn.quiet", { "data-key": "unclaim" }),
      more,
    ),
    contest && h("p.soft", null, t("standing.contested", { day: day(contest.t) }), " ", contest.note && h("q", null, contest.note)),
  );
}

/**
 * "I can do this": known at once where nothing could check it, else the way to the questions.
 * @param {App} app
 * @param {number} ix
 */
export function claimButton({ store, model }, ix) {
  const o = model().c.objectives[ix];
  const claim = async () => {
    await store.append({ kind: "claim", objective: o.id, lesson: model().here()?.id });
    if (o.items === 0) return;
    const mine = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-item]")]);
    const first = mine.find((i) => model().objective(i.dataset.objective) === ix) ?? (o.page ? null : mine[0]);
    if (first) {
      first.setAttribute("tabindex", "-1");
      first.scrollIntoView({ block: "start" });
      first.focus({ preventScroll: true });
    } else if (o.page && model().page.objective !== ix) location.href = objectiveHref(o.id) + "#check";
  };
  return button(t(o.items === 0 ? "standing.claim" : "standing.check"), claim, "btn.plain", { "data-key": "claim-" + ix });
}
