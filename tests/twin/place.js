// Placement, schedule and groups: the same questions that crates/wend-core/tests/place/asked.rs asks.
import { readCatalog } from "../../themes/trail/client/engine/catalog.js";
import { Dice } from "../../themes/trail/client/engine/dice.js";
import { parseLog } from "../../themes/trail/client/engine/logfile.js";
import { desk } from "../../themes/trail/client/engine/groups.js";
import { Placement, Sampler } from "../../themes/trail/client/engine/placement.js";
import { makeGraph } from "../../themes/trail/client/engine/readiness.js";
import { dateOf, dayOf, pace, schedule } from "../../themes/trail/client/engine/schedule.js";
import { split } from "../../themes/trail/client/engine/split.js";

/** @param {Dice} dice @returns {[boolean | null, number]} */
function roll(dice) {
  const right = [true, true, false, null][dice.below(4)];
  return [right, [0, 2, 4][dice.below(3)]];
}

/** @param {any} now */
const told = now => ("ask" in now ? { ask: now.ask } : { done: now.done });

/**
 * @param {{place: any}} input
 * @returns {any} what to compare, by question
 */
export function answerPlace({ place }) {
  const { catalog, held, goals, seed, states, tasks, when, log, extra } = place;
  const c = readCatalog(catalog);
  const graph = makeGraph(c);
  // In slices, as a page does it.
  const samples = new Sampler(graph, held, goals, seed, states);
  while (!samples.more(17));
  const placement = new Placement(graph, samples);
  const dice = new Dice(seed, 2);
  /** @type {[number, number][]} */
  const asked = [];
  let now = placement.now();
  for (; "ask" in now; now = placement.now()) {
    asked.push([now.ask, placement.chance(now.ask)]);
    placement.answer(now.ask, ...roll(dice));
  }
  const { log: read } = parseLog(log);
  return {
    placement: {
      scope: samples.scope,
      states: Array.from({ length: states }, (_, state) => samples.scope.filter(o => (samples.columns[o][state >>> 5] >>> (state & 31)) & 1)),
      asked,
      end: now.done,
      chances: samples.scope.map(o => placement.chance(o)),
      known: placement.known(),
    },
    resumed: told(Placement.resume(graph, samples, read).now()),
    split: split(graph, [...c.objectives.keys()]),
    schedule: schedule(graph, held, goals, tasks, when),
    pace: pace(c, read, extra),
    days: [dateOf(when.today), dayOf(dateOf(when.today))],
    desk: desk(graph, place.class),
  };
}
