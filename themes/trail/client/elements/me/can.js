/**
 * What the learner can do: what the site thinks and why, beside what they think themselves. "Why do you think I can't?" leads
 * to the evidence, where they may say that they see it differently.
 */

import { announce, button, fill, h } from "../../dom.js";
import { objectiveLink } from "../../marks.js";
import { objectiveHref } from "../../site.js";
import { t } from "../../text.js";
import { progress } from "../standing/lines.js";

/** @typedef {import("../../element.js").App} App */

/** Steps of "how sure are you now": not yet, fairly, I could teach it. */
const SURE = [1, 2, 3];

/** @param {App} app @returns {import("./me.js").Part} */
export function whatICan(app) {
  const { model } = app;
  const el = h("div");
  /** Objectives whose "how sure" is open, so that it stays open when the list is drawn anew. @type {Set<number>} */
  const open = new Set();
  /** @param {number} ix */
  const row = (ix) => {
    const m = model();
    const { id, page } = m.c.objectives[ix];
    return h(
      "li",
      null,
      h("span.mark.mark-" + m.markOf(ix), { "aria-hidden": "true" }),
      h(
        "div",
        null,
        h("p", null, objectiveLink(m, ix)),
        h("p.soft", null, how(m, ix), " ", page && h("a", { href: objectiveHref(id) + "#differ" }, t(m.standings[ix].known ? "me.why_can" : "me.why_not"))),
        sure(app, ix, open),
      ),
    );
  };
  const begun = () => model().standings.flatMap((s, ix) => (!s.known && s.level !== "unseen" ? [ix] : []));
  const known = () => model().standings.flatMap((s, ix) => (s.known ? [ix] : []));
  const draw = () => {
    const [can, on] = [known(), begun()];
    fill(
      el,
      can.length ? h("ul.links.shown", null, can.map((ix) => row(ix))) : h("p.empty", null, t("me.can_nothing")),
      on.length > 0 && [h("h3", null, t("me.begun")), h("ul.links.shown", null, on.map((ix) => row(ix)))],
    );
  };
  return { el, draw, state: () => (known().length ? t("me.n_can", { n: known().length }) : "") };
}

/** How the site knows. @param {import("../../model.js").Model} m @param {number} ix */
function how(m, ix) {
  const s = m.standings[ix];
  if (!s.known) return m.c.objectives[ix].items > 0 ? progress(m, ix) : t("me.nothing_shown");
  return t("standing." + (s.level === "mastered" || s.level === "proficient" || s.level === "rusty" ? s.level : s.credited ? "credited" : s.placed ? "placed" : "claimed"));
}

/**
 * How sure the learner is, to be said anew at any time.
 * @param {App} app
 * @param {number} ix
 * @param {Set<number>} open
 */
function sure({ store, model }, ix, open) {
  const m = model();
  const score = Number(m.evidence(ix).findLast((e) => e.kind === "rating")?.score) || 0;
  const rate = async (/** @type {number} */ step) => {
    await store.append({ kind: "rating", objective: m.c.objectives[ix].id, score: step });
    announce(t("rating.kept"));
  };
  const choice = h("div");
  const box = h("details.sure", { open: open.has(ix), ontoggle: () => show() }, h("summary", null, SURE.includes(score) ? t("evidence.rating", { how: t("rating." + score) }) : t("rating.title")), choice);
  const show = () => {
    if (!box.hasAttribute("open")) return void open.delete(ix);
    open.add(ix);
    // Drawn open, it is told so as well: what is about to be pressed stays.
    if (choice.firstChild) return;
    fill(
      choice,
      h(
        "div.row",
        { role: "group", "aria-label": t("rating.title") },
        SURE.map((step) => button(t("rating." + step), () => rate(step), "btn.plain", { "aria-pressed": String(step === score), "data-key": `sure-${ix}-${step}` })),
      ),
    );
  };
  if (open.has(ix)) show();
  return box;
}
