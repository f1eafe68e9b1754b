/**
 * What may be projected: what the class begins with, who works with whom on what, and everybody else on their own path. No reason, no figure and
 * no need of anybody is on it, and who is not in a group stands in one list, in the order of the alphabet.
 */

import { h } from "../../dom.js";
import { t } from "../../text.js";
import { titleOf } from "../say.js";

/**
 * @param {import("../page.js").Office} office
 * @param {import("../room.js").Room} room
 */
export function wall(office, { board }) {
  const grouped = new Set(board.groups.flatMap(({ members }) => members));
  const rest = board.learners.map(({ who }) => who).filter((who) => !grouped.has(who));
  const names = (/** @type {readonly string[]} */ all) => h("ul.names", null, all.map((who) => h("li", null, h("bdi", null, who))));
  return h(
    "div.wall",
    null,
    board.opener && h("section", { "aria-labelledby": "opener" }, h("h2", { id: "opener" }, t("wall.opener")), h("p.lead", null, titleOf(office, board.opener.objective))),
    // Two groups may work at the same thing: places of one name are no landmarks.
    board.groups.map(({ objective, members }) => h("section", null, h("h2", null, titleOf(office, objective)), names(members))),
    rest.length > 0 && h("section", { "aria-labelledby": "rest" }, h("h2", { id: "rest" }, t(grouped.size ? "wall.rest" : "wall.all")), names(rest)),
  );
}
