/**
 * `<wend-standing data-lesson>`: whether a lesson is ready, what is missing and why, and where the learner stands with what
 * it teaches; a short check of what it rests on that was only placed.
 */

import { checkBox } from "../../checks.js";
import { fill, h } from "../../dom.js";
import { checks } from "../../engine/mastery.js";
import { objectiveLink } from "../../marks.js";
import { objectiveHref } from "../../site.js";
import { t } from "../../text.js";
import { stands } from "./standing.js";

/** @typedef {import("../../element.js").App} App */

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function lessonStanding(el, app) {
  const ix = Number(el.dataset.lesson);
  const now = h("div");
  const proof = h("div");
  el.append(now, proof);
  return () => {
    const m = app.model();
    const lesson = m.c.lessons[ix];
    if (!lesson) return;
    fill(now, whole(app, ix));
    if (m.asked.log.entries.some((e) => e.target === "skip-check" && m.lesson(e.lesson) === ix)) return;
    // A check that is offered stays until it is done: what is answered in it changes what is drawn here.
    const rests = checks(m.c, m.standings, ix);
    if (rests.length && !proof.firstChild) proof.append(checkBox("placed", rests, lesson.id));
  };
}

/** @param {App} app @param {number} ix */
function whole(app, ix) {
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
    teaches.map((o) => (teaches.length > 1 || m.standings[o].known || state !== "can" ? known(app, o) : null)),
  );
}

/** One of the things that the lesson teaches. Where nothing could check it, the place to say "I can" is after the text. @param {App} app @param {number} ix */
function known(app, ix) {
  const m = app.model();
  const { id, title, page, items } = m.c.objectives[ix];
  const several = m.c.lessons[m.page.lesson]?.teaches.length > 1;
  return stands(app, ix, several && h("p", null, h("strong", null, title)), null, page && h("a", { href: objectiveHref(id) }, t("standing.evidence")), items > 0);
}
