// What the engine is asked with for a learner: where the path leads, and for whom. Twin of crates/wend-core/src/asked.rs.
import { names } from "./catalog.js";
import { LEVELS, levels } from "./release.js";
import { leftForAnother, tried } from "./tried.js";

/** @typedef {import("./affinity.js").Profile} Profile */

/** More extra time than this is not believed, in percent. */
export const MOST_EXTRA = 900;
const AUTONOMIES = ["set", "two-ways", "choose", "own-goals", "own-objectives"];

/** The value, if it is one of these. @param {string[]} all @param {unknown} value @returns {any} */
const oneOf = (all, value) => (all.includes(/** @type {any} */ (value)) ? value : null);

/**
 * @param {import("./catalog.js").Curriculum} c
 * @param {import("./evidence.js").Log} log
 * @param {import("./facts.js").Facts} facts of the log
 * @param {import("./mastery.js").Standing[]} standings
 */
export function askedOf(c, log, facts, standings) {
  const name = names(c);
  const { settings } = facts;
  /** @param {Iterable<unknown>} ids @param {(id: string) => number} index */
  const indices = (ids, index) => [...ids].map(id => (typeof id === "string" ? index(id) : -1)).filter(ix => ix >= 0);
  /** @param {string} key @param {number} most */
  const number = (key, most) => {
    const n = settings.get(key);
    return typeof n === "number" ? Math.min(most, Math.max(0, Math.round(n))) : 0;
  };
  /** @param {number} lesson */
  const done = lesson => c.lessons[lesson].teaches.every(o => standings[o]?.known);
  const leftOut = indices(facts.excludes.keys(), name.lesson);
  // A pin asks for a lesson once: walked and known, it asks for nothing more.
  const pins = indices(facts.pins.keys(), name.lesson).filter(ix => !leftOut.includes(ix) && !(done(ix) && facts.opened.has(c.lessons[ix].id)));
  // What was tried in vain gives way to another way, while there is one.
  const hard = tried(c, log, standings);
  /** @type {Profile & { interests: [number, number][] }} */
  const profile = {
    interests: [...facts.interests]
      .map(([id, weight]) => /** @type {[number, number]} */ ([name.interest(id), Math.round(weight * 1000)]))
      .filter(([ix]) => ix >= 0)
      .sort((a, b) => a[0] - b[0]),
    avoid: indices(facts.avoid, name.interest),
    support: oneOf(LEVELS, settings.get("support")),
    forms: [...facts.forms],
    weekly_minutes: number("weekly_minutes", 65535),
    extra_percent: number("extra_percent", MOST_EXTRA),
    autonomy: oneOf(AUTONOMIES, settings.get("autonomy")) ?? "choose",
    group: settings.get("group") === true,
  };
  profile.help = levels(c, log, profile);
  return {
    profile,
    request: {
      goals: indices(facts.goals.keys(), name.objective),
      pins,
      excludes: [...leftOut, ...leftForAnother(c, hard, standings, pins, leftOut)],
    },
    /** Lessons that the learner, or a person for them, leaves out. */
    leftOut,
    /** Objectives where drilling stopped, each with the lessons that teach it and in which it was tried. */
    hard,
    /** Lessons that the learner would rather have first, in this order. */
    wished: indices(Array.isArray(facts.order) ? new Set(facts.order) : [], name.lesson),
    /** All that a lesson teaches is known. */
    done,
  };
}
