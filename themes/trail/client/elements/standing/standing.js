/**
 * `<wend-standing data-lesson | data-objective>`: where the learner stands with this, what is missing and why,
 * and the ways to put it right: "I can do this", "I see it differently". It advises; nothing is ever locked.
 */

import { checkBox } from "../../checks.js";
import { button, fill, h } from "../../dom.js";
import { checks } from "../../engine/mastery.js";
import { field } from "../../field.js";
import { objectiveLink } from "../../marks.js";
import { objectiveHref } from "../../site.js";
import { day, t } from "../../text.js";
import { evidence, standingLines } from "./evidence.js";

/** @typedef {import("../../element.js").App} App */

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function standing(el, app) {
  const lesson = el.dataset.lesson ? Number(el.dataset.lesson) : -1;
  const objective = el.dataset.objective ? Number(el.dataset.objective) : -1;
  const now = h("div");
  const proof = h("div");
  const about = h("div");
  const differ = h("div");
  el.append(now, proof, about, differ);
  const form = contestForm(app, objective);
  if (form) differ.append(form);
  // Who came to see it differently sees the evidence first; it was not there yet when the browser looked for the anchor.
  if (form && location.hash === "#differ") setTimeout(() => about.scrollIntoView());
  return () => {
    const m = app.model();
    if (m.c.lessons[lesson]) fill(now, lessonStanding(app, lesson));
    // A check that is offered stays until it is done: what is answered in it changes what is drawn here.
    const [why, objectives] = toCheck(m, lesson, objective);
    if (objectives.length && !proof.firstChild) proof.append(checkBox(why, objectives, m.c.lessons[lesson]?.id));
    if (m.c.objectives[objective]) {
      fill(now, objectiveStanding(app, objective, true));
      fill(about, evidence(m, objective));
      differ.hidden = m.facts.contests.some((e) => m.objective(e.objective) === objective);
    }
  };
}

/**
 * What a short check would settle, and why: what a lesson rests on that was only placed; on an
 * objective's own page, what a learner sees differently, and itself where it was only placed.
 * @param {import("../../model.js").Model} m
 * @param {number} lesson
 * @param {number} objective
 * @returns {[import("../../checks.js").Why, number[]]}
 */
function toCheck(m, lesson, objective) {
  if (m.c.lessons[lesson]) {
    const skipped = m.asked.log.entries.some((e) => e.target === "skip-check" && m.lesson(e.lesson) === lesson);
    return ["placed", skipped ? [] : checks(m.c, m.standings, lesson)];
  }
  const s = m.standings[objective];
  const open = s && m.c.objectives[objective].items > 0 && (s.contested || (s.placed && s.check));
  return [s?.contested ? "differ" : "own", open ? [objective] : []];
}

/** @param {App} app @param {number} ix */
function lessonStanding(app, ix) {
  const m = app.model();
  const { teaches } = m.c.lessons[ix];
  const why = m.done(ix) || m.open(ix) ? null : m.whyNot(ix);
  const state = m.done(ix) ? "can" : m.open(ix) ? "ready" : teaches.some((o) => m.bands[o] === "stretch") ? "stretch" : "later";
  return h(
    `div.standing.is-${state}`,
    null,
    h("p.standing-line", null, h(`span.mark.mark-${state}`, { "aria-hidden": "true" }), t("standing.lesson_" + state)),
    why &&
      h(
        "ul.needs",
        null,
        why.missing.map((miss) =>
          h("li.need", null, objectiveLink(m, miss.objective), miss.why && h("span.why", null, " ", t("standing.because", { why: miss.why }))),
        ),
      ),
    why && h("p.soft", null, t("standing.anyway")),
    teaches.map((o) => (teaches.length > 1 || m.standings[o].known || state !== "can" ? objectiveStanding(app, o, false) : null)),
  );
}

/**
 * One objective: how it stands, how far it is, and "I can do this".
 * @param {App} app
 * @param {number} ix
 * @param {boolean} whole on its own page
 */
function objectiveStanding(app, ix, whole) {
  const m = app.model();
  const o = m.c.objectives[ix];
  const s = m.standings[ix];
  const band = m.bandOf(ix);
  const contest = m.facts.contests.find((e) => m.objective(e.objective) === ix);
  const known = s.known;
  const tools = [];
  // Where nothing could check it, the place to say so is after the lesson's text.
  if (!known && (whole || o.items > 0)) tools.push(claimButton(app, ix));
  if (known && s.claimed && o.items === 0) {
    const back = () => app.store.append({ kind: "claim", objective: o.id, answer: false });
    tools.push(button(t("standing.unclaim"), back, "btn.quiet", { "data-key": "unclaim" }));
  }
  if (!whole && o.page) tools.push(h("a", { href: objectiveHref(o.id) }, t("standing.evidence")));
  return h(
    `div.standing-objective.is-${band}`,
    null,
    whole && h("p.standing-line", null, h(`span.mark.mark-${band}`, { "aria-hidden": "true" }), t("band." + band)),
    !whole && m.c.lessons[m.page.lesson]?.teaches.length > 1 && h("p", null, h("strong", null, o.title)),
    standingLines(m, ix).map((line) => h("p", null, line)),
    whole && !known && missing(m, ix),
    whole && m.goals.includes(ix) && h("p", null, t("standing.goal")),
    h("p.row", null, tools),
    contest && h("p.soft", null, t("standing.contested", { day: day(contest.t) }), " ", contest.note ?? ""),
  );
}

/** @param {import("../../model.js").Model} m @param {number} ix */
function missing(m, ix) {
  const ways = m.teach(ix).filter((l) => m.open(l));
  if (ways.length || !m.teach(ix).length) return null;
  const why = m.whyNot(m.teach(ix)[0]);
  if (!why?.missing.length) return null;
  return h("div", null, h("p", null, t("standing.missing")), h("ul.needs", null, why.missing.map((miss) => h("li.need", null, objectiveLink(m, miss.objective)))));
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

/** @param {App} app @param {number} ix */
function contestForm({ store, model }, ix) {
  const o = model().c.objectives[ix];
  if (!o) return null;
  const keep = (/** @type {string} */ note) => store.append({ kind: "contest", objective: o.id, note });
  return h(
    "details.contest",
    { id: "differ", open: location.hash === "#differ" },
    h("summary", null, t("contest.open")),
    field({ id: "contest", label: t("contest.label"), keep: t("contest.keep"), onkeep: keep }),
  );
}
