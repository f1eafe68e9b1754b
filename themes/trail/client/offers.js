/**
 * What to do next, on the pages that offer it: the lesson one is in the middle of, then what the engine proposes.
 */

import { choices, declined } from "./engine/next.js";
import { instead, wasTried } from "./stuck.js";
import { wayOf } from "./way.js";

/** A lesson begun and not finished is offered to go on with for so long, ms. */
const BEGUN = 14 * 864e5;

/**
 * @param {import("./model.js").Model} m
 * @returns {import("./offer.js").Offer[]}
 */
export function offersOf(m) {
  const { graph, known, log, now, due } = m.asked;
  const { steps } = wayOf(m).plan();
  const moment = { minutes_left: 0, due, declined: declined(m.c, log, now), path: steps.map((s) => s.lesson) };
  /** @type {import("./offer.js").Offer[]} */
  const list = choices(graph, m.profile, known, m.request, moment).map((choice) => {
    const step = choice.slot === "goal" ? steps.find((s) => s.lesson === choice.lesson) : undefined;
    return { lesson: choice.lesson, slot: choice.slot, reasons: [...instead(m, choice.lesson), ...(step?.reasons.length ? step.reasons : [choice.reason])], minutes: step?.minutes };
  });
  const [last] = m.lately();
  const begun = last === undefined ? undefined : m.facts.opened.get(m.c.lessons[last].id);
  if (last === undefined || last === m.page.lesson || m.done(last) || !m.open(last) || wasTried(m, last) || !(now - (begun ?? 0) < BEGUN)) return list;
  const same = list.find((o) => o.lesson === last);
  return [{ lesson: last, slot: "continue", reasons: same?.reasons ?? [], begun, minutes: same?.minutes }, ...list.filter((o) => o !== same)];
}
