/** A path in a few words: where to, how long, when, and what can't be had. */

import { button, h } from "../../dom.js";
import { goalsGone, noWay } from "../../leftout.js";
import { list, objectiveLink, reasonText } from "../../marks.js";
import { href } from "../../site.js";
import { duration, t } from "../../text.js";
import { wayMissing, wayOf } from "../../way.js";
import { outlook } from "./week.js";

/**
 * @param {import("../../model.js").Model} m
 * @param {import("./steps.js").Dates} dates
 * @param {() => unknown} [bind] opens the booklet; without, the path is not the reader's own
 */
export function summary(m, dates, bind) {
  const plan = wayOf(m).plan();
  const { steps, minutes, aside } = plan;
  const blocked = noWay(plan);
  if (!m.goals.length && !steps.length) return [goalsGone(m), h("p.empty", null, t("path.none")), bind && h("p", null, h("a", { href: href("index.html") }, t("path.today")))];
  if (wayMissing()) return h("p.notice", null, t("path.missing"));
  return [
    goalsGone(m),
    m.goals.length > 0 && (steps.length > 0 || !blocked.length) && h("p", null, t("path.to"), " ", list(m.goals.map((ix) => objectiveLink(m, ix)), true)),
    steps.length > 0 && h("p.lead", null, t("path.length", { n: steps.length, time: duration(minutes) })),
    steps.length > 0 && outlook(m, dates),
    !steps.length && !blocked.length && h("p.lead", null, t("path.arrived")),
    // Who has arrived is told so once, not again for each goal.
    aside.filter((note) => steps.length || note.code !== "aside-goal-known").map((note) => h("p.soft", null, reasonText(m, note))),
    blocked.map((reason) => h("p.notice", null, reasonText(m, reason))),
    bind && steps.length > 0 && h("p.row.no-print", null, button(t("path.print"), () => print()), button(t("path.booklet"), () => bind(), "btn.plain", { "data-key": "booklet" })),
  ];
}
