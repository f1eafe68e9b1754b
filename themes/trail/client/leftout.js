/** What was left out of a path: where it stands in the way, and how it is put back. */

import { announce, button, h } from "./dom.js";
import { lessonLink, reasonText } from "./marks.js";
import { t } from "./text.js";

/** @typedef {import("./element.js").App} App */
/** @typedef {import("./engine/explain.js").Plan} Plan */

/**
 * Why there is no way to some goals: several often have one reason.
 * @param {Plan} plan
 */
export const noWay = ({ unreachable }) => [...new Map(unreachable.map(({ reason }) => [JSON.stringify(reason), reason])).values()];

/**
 * Said once each, on the page where one goes on: with the lessons that would be a way again.
 * @param {App} app
 * @param {Plan} plan
 */
export function noWaySaid(app, plan) {
  const m = app.model();
  const out = new Set(m.leftOut);
  return noWay(plan).map((reason) => {
    const objective = reason.code === "unreachable-excluded" ? reason.args?.objective?.objective : undefined;
    const ways = objective === undefined ? [] : m.teach(objective).filter((ix) => out.has(ix));
    return h("div.notice", null, h("p", null, reasonText(m, reason)), ways.length > 0 && leftOut(app, ways));
  });
}

/** Goals that a later state of the guide knows no more. @param {import("./model.js").Model} m */
export function goalsGone(m) {
  const gone = [...m.facts.goals.keys()].filter((id) => m.objective(id) < 0);
  return gone.length > 0 && h("p.notice", null, t("goals.gone", { n: gone.length }));
}

/** So many are named at once; with few more, all. */
const NAMED = 5;
/** Whether the rest was opened, so that it stays open when it is drawn anew. */
let unfolded = false;

/**
 * Lessons that were left out, each to be put back.
 * @param {App} app
 * @param {readonly number[]} lessons
 */
export function leftOut({ store, model }, lessons) {
  const m = model();
  const row = (/** @type {number} */ ix) => {
    const { id, title } = m.c.lessons[ix];
    const back = async () => {
      await store.append({ kind: "path", target: "exclude", lesson: id, answer: false });
      announce(t("path.back", { title }));
    };
    return h("li", null, lessonLink(m, ix), " ", button([t("path.put_back"), h("span.visually-hidden", null, " ", title)], back, "btn.quiet"));
  };
  const links = (/** @type {readonly number[]} */ some) => h("ul.links", null, some.map(row));
  if (lessons.length < NAMED + 3) return links(lessons);
  const rest = lessons.slice(NAMED);
  const more = h("details", { open: unfolded, ontoggle: () => (unfolded = more.hasAttribute("open")) }, h("summary", null, t("path.more_left_out", { n: rest.length })), links(rest));
  return [links(lessons.slice(0, NAMED)), more];
}
