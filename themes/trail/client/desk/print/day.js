/**
 * A sheet for the day: how it begins, who works with whom and where, who walks on alone, whom the teacher meets; and a slip for each
 * to hand in at the end (`slips`). It may hang on the wall: who needs a hand is simply somebody who works with somebody.
 */

import { h } from "../../dom.js";
import { list } from "../../marks.js";
import { duration, t } from "../../text.js";
import { wayOf } from "../../way.js";
import { classOn, loadBoard, todayIs } from "../room.js";
import { dayName } from "../say.js";
import { slips } from "./slips.js";

/** @type {import("./print.js").Sheets} */
export async function day(office, draft) {
  const { desk, model: m } = office;
  await loadBoard();
  const { board, keys } = classOn(office, todayIs());
  const chosen = new Set(draft.rows().map((row) => row.key));
  const isHere = (/** @type {string} */ who) => chosen.has(keys.get(who) ?? "");
  const objective = (/** @type {string | null | undefined} */ id) => m.c.objectives[m.objective(id)]?.title ?? "";
  const lesson = (/** @type {string | null | undefined} */ id) => m.c.lessons[m.lesson(id)]?.title ?? "";
  const names = (/** @type {string[]} */ all) => list(all.map((who) => h("strong", null, who)));

  const stations = board.groups.filter(({ members }) => members.some(isHere));
  const pairs = board.hands.filter(({ who }) => isHere(who)).flatMap(({ who, needs }) => needs.slice(0, 1).map((need) => ({ who, need })));
  const grouped = new Set(stations.flatMap(({ members }) => members));
  const own = board.learners.filter(({ who }) => isHere(who) && !grouped.has(who));
  const meet = board.ten.meet.map(({ who }) => who).filter(isHere);
  const now = dayName();
  return [
    h(
      "section.sheet.day",
      { "aria-label": t("sheets.day") },
      h("header", null, h("h2", null, now), h("p", null, desk.class.title || m.c.title)),
      board.opener && h("p", null, t("sheets.opener"), " ", h("strong", null, objective(board.opener.objective))),
      stations.length > 0 && h("h3", null, t("sheets.stations")),
      h("ol.day-stations", null, stations.map((one) => h("li", null, h("strong", null, objective(one.objective)), one.lesson && [" · ", lesson(one.lesson)], h("p", null, names(one.members.filter(isHere)))))),
      pairs.length > 0 && [
        h("h3", null, t("sheets.pairs")),
        h("ul", null, pairs.map(({ who, need }) => h("li", null, names([who, ...need.helpers.map((helper) => helper.who).filter(isHere)]), " · ", objective(need.objective), !need.helpers.length && [" ", t("sheets.with_teacher")]))),
      ],
      meet.length > 0 && h("p", null, h("strong", null, t("sheets.meet")), " ", names(meet)),
      own.length > 0 && [
        h("h3", null, t("sheets.own")),
        h(
          "table.desk-table",
          null,
          h("tbody", null, own.map(({ who, path }) => h("tr", null, h("td", null, h("span.bk-box")), h("th", { scope: "row" }, who), h("td", null, lesson(path.next) || t("sheets.no_next")), h("td", null, path.next && duration(minutesOf(draft, keys.get(who), m.lesson(path.next))))))),
        ),
      ],
    ),
    await slips(draft, now),
  ];
}

/**
 * How long the next lesson takes this learner.
 * @param {import("../plan/draft.js").Draft} draft
 * @param {string | undefined} key
 * @param {number} lesson
 */
function minutesOf(draft, key = "", lesson) {
  const m = draft.of(key);
  return wayOf(m).plan().steps.find((step) => step.lesson === lesson)?.minutes ?? m.c.lessons[lesson].minutes;
}
