/** A sheet a talk: what the record shows, room for what is said, decided and agreed. One page each. */

import { h } from "../../dom.js";
import { logOf } from "../../engine/member.js";
import { day, t } from "../../text.js";
import { madeOf, nameOf } from "../pieces.js";
import { talksOf } from "../talks.js";

/** So many of each are on the sheet, the latest. */
const FEW = 4;
/** Lines to write on that are drawn at most; as many are seen as there is room for. */
const MOST_LINES = 12;

/** What was agreed in a talk: the first of these that says something. */
const AGREED = /** @type {const} */ (["goal", "decide", "note"]);

/** @type {import("./print.js").Sheets} */
export async function talks({ desk, read, model }, draft) {
  return draft.rows().map((row) => {
    const entries = desk.entries(row.key);
    return sheet(row, read(logOf(model.c.id, { ...row, entries, row }, Date.now()).entries));
  });
}

/**
 * @param {import("../roster.js").Row} row
 * @param {import("../../model.js").Model} m
 */
function sheet(row, m) {
  const { c, standings, facts } = m;
  const named = (/** @type {(s: import("../../engine/mastery.js").Standing, ix: number) => boolean} */ is) => c.objectives.flatMap(({ title }, ix) => (is(standings[ix], ix) ? [title] : []));
  const can = named((s) => s.known);
  const words = (/** @type {readonly Entry[]} */ all) => all.flatMap(({ note }) => note ?? []).slice(0, FEW);
  /** @param {string} key @param {string[]} items */
  const part = (key, items) => items.length > 0 && h("div.talk-part", null, h("h3", null, t("sheets." + key)), h("ul", null, items.slice(0, FEW).map((item) => h("li", null, item)), items.length > FEW && h("li.soft", null, t("sheets.more", { n: items.length - FEW }))));
  const lines = (/** @type {number} */ n) => h("div.bk-lines", null, [...Array(n).keys()].map(() => h("div")));
  /** Room to write: on paper it takes what the sheet has left. @param {string} key @param {string} [size] "wide" or "line" @param {HTMLElement} [more] beside the heading */
  const room = (key, size, more) => h("div.talk-room" + (size ? "." + size : ""), null, h("h3", null, t("sheets." + key)), more, lines(size === "line" ? 1 : MOST_LINES));
  return h(
    "section.sheet.talk",
    { "aria-label": row.alias },
    h("header", null, h("h2", null, row.alias || t("plan.nameless")), h("p", null, t("sheets.on"), " ", h("span.bk-line"))),
    h(
      "div.talk-known",
      null,
      part("goals", m.goals.map((ix) => c.objectives[ix].title)),
      part("can", can.reverse()),
      part("hand", named((s) => s.stuck)),
      part("contested", named((s) => s.contested)),
      part("made", madeOf(m).map((one) => nameOf(m, one))),
      part("wonders", words(facts.wonders)),
      part("reflections", words(facts.reflections)),
      part("agreed", talksOf(m).flatMap((e) => AGREED.flatMap((field) => (typeof e[field] === "string" && e[field] ? [`${day(e.t)}: ${e[field]}`] : [])).slice(0, 1)).slice(0, 2)),
    ),
    room("research", "wide", h("span.soft", null, t("sheets.prompts"))),
    room("decide"),
    room("teach"),
    room("record"),
    h("div.talk-end", null, room("goal", "line"), room("next", "line")),
    room("line", "line"),
  );
}
