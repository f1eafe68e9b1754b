/**
 * `<wend-standing data-objective>`: where the learner stands with an objective, on its own page: what is missing and why,
 * the entries behind it, and the ways to put it right: "I can do this", "I see it differently".
 */

import { checkBox } from "../../checks.js";
import { fill, h } from "../../dom.js";
import { field } from "../../field.js";
import { objectiveLink } from "../../marks.js";
import { t } from "../../text.js";
import { evidence } from "./evidence.js";
import { stands } from "./standing.js";

/** @typedef {import("../../element.js").App} App */

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function objectiveStanding(el, app) {
  const ix = Number(el.dataset.objective);
  if (!app.model().c.objectives[ix]) return () => {};
  const now = h("div");
  const proof = h("div");
  const about = h("div");
  const differ = h("div", null, contestForm(app, ix));
  el.append(now, proof, about, differ);
  // Who came to see it differently sees the evidence first; it was not there yet when the browser looked for the anchor.
  if (location.hash === "#differ") setTimeout(() => about.scrollIntoView());
  return () => {
    const m = app.model();
    const { known, contested, placed, check } = m.standings[ix];
    // What a short check would settle: what the learner sees differently, and what was only placed. Once offered it stays
    // until it is done: what is answered in it changes what is drawn here.
    const open = m.c.objectives[ix].items > 0 && (contested || (placed && check));
    if (open && !proof.firstChild) proof.append(checkBox(contested ? "differ" : "own", [ix]));
    const band = m.bandOf(ix);
    const line = h("p.standing-line", null, h(`span.mark.mark-${band}`, { "aria-hidden": "true" }), t("band." + band));
    fill(now, stands(app, ix, line, [!known && missing(m, ix), m.goals.includes(ix) && h("p", null, t("standing.goal"))], null, !proof.firstChild));
    fill(about, evidence(m, ix));
    differ.hidden = m.facts.contests.some((e) => m.objective(e.objective) === ix);
  };
}

/** @param {import("../../model.js").Model} m @param {number} ix */
function missing(m, ix) {
  const ways = m.teach(ix).filter((l) => m.open(l));
  if (ways.length || !m.teach(ix).length) return null;
  const why = m.whyNot(m.teach(ix)[0]);
  if (!why?.missing.length) return null;
  return h("div", null, h("p", null, t("standing.missing")), h("ul.needs", null, why.missing.map((miss) => h("li.need", null, objectiveLink(m, miss.objective)))));
}

/** @param {App} app @param {number} ix */
function contestForm({ store, model }, ix) {
  const o = model().c.objectives[ix];
  const keep = (/** @type {string} */ note) => store.append({ kind: "contest", objective: o.id, note });
  return h(
    "details.contest",
    { id: "differ", open: location.hash === "#differ" },
    h("summary", null, t("contest.open")),
    field({ id: "contest", label: t("contest.label"), keep: t("contest.keep"), onkeep: keep }),
  );
}
