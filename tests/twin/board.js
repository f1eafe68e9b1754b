// A class on one page: the same questions that crates/wend-core/tests/board/classes.rs asks.
import { askedOf } from "../../themes/trail/client/engine/asked.js";
import { board } from "../../themes/trail/client/engine/board.js";
import { readCatalog } from "../../themes/trail/client/engine/catalog.js";
import { inTime } from "../../themes/trail/client/engine/evidence.js";
import { fold, renames } from "../../themes/trail/client/engine/facts.js";
import { standings } from "../../themes/trail/client/engine/mastery.js";
import { logOf } from "../../themes/trail/client/engine/member.js";
import { makeGraph } from "../../themes/trail/client/engine/readiness.js";

/**
 * @param {{board: any}} input
 * @returns {any} what to compare, by question
 */
export function answerBoard({ board: { catalog, members, options } }) {
  const c = readCatalog(catalog);
  const now = (options.day + 1) * 864e5 - 1;
  const facts = members.map((/** @type {any} */ member) => {
    const log = logOf(c.id, member, now);
    const { interests, settings, goals, pins, excludes, opened, ratings, avoid, forms, order, fresh, ...lists } = fold(inTime(log), renames(c));
    const { profile, request, wished } = askedOf(c, log, { ...lists, interests, settings, goals, pins, excludes, opened, ratings, avoid, forms, order, fresh }, standings(c, log, now));
    const key = (/** @type {any} */ { w, n }) => [w, n];
    const keyed = (/** @type {Map<string, any>} */ map) => [...map].map(([id, entry]) => [id, key(entry)]);
    const { wonders, reflections, contests, words } = lists;
    return {
      interests: [...interests], avoid: [...avoid], forms: [...forms], settings: [...settings], order, fresh,
      goals: keyed(goals), pins: keyed(pins), excludes: keyed(excludes), opened: [...opened], ratings: keyed(ratings),
      wonders: wonders.map(key), reflections: reflections.map(key), contests: contests.map(key), words: words.map(key),
      profile, request, wished,
    };
  });
  return { facts, board: board(makeGraph(c), members, options) };
}
