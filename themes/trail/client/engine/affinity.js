// How well a lesson suits a learner, in integers. Twin of crates/wend-core/src/affinity.rs.
import { MOST_EXTRA } from "./asked.js";
import { levelOf, needOf } from "./release.js";

/** @typedef {import("./catalog.js").Curriculum} Curriculum */
/** @typedef {import("./catalog.js").Lesson} Lesson */
/**
 * @typedef {object} Profile
 * @property {[number, number][]} [interests] interest, permille
 * @property {number[]} [avoid]
 * @property {import("./catalog.js").Support | null} [support]
 * @property {Record<number, import("./catalog.js").Support>} [help] the help that fits by evidence, by objective (release.js)
 * @property {string[]} [forms]
 * @property {number} [weekly_minutes]
 * @property {number} [extra_percent]
 * @property {"set" | "two-ways" | "choose" | "own-goals" | "own-objectives"} [autonomy]
 * @property {boolean} [group]
 */
/**
 * @typedef {object} Match
 * @property {number} permille 0 (none) to 1000 (fully)
 * @property {number} interest the one that matched best, or -1
 * @property {boolean} near through a parent, so by half
 * @property {boolean} avoided
 */
/** @typedef {{cost: number, interest: number, support: number, form: number, matched: Match}} Terms */
/** @typedef {{code: string, args?: Record<string, any>}} Reason */

const { floor, max, min } = Math;

/** What a lesson costs a learner is never above this. */
export const MOST_COST = 1e11;

/** @param {Profile} profile */
const pace = profile => 100 + min(profile.extra_percent || 0, MOST_EXTRA);

/** @param {Curriculum} c @param {number} interest */
const parent = (c, interest) => c.interests[interest]?.parent ?? -1;

/**
 * Whether a lesson is set in any of these interests or right below one.
 * @param {Curriculum} c
 * @param {Lesson} lesson
 * @param {number[]} declared
 */
export function touches(c, lesson, declared) {
  return lesson.interests.some(i => declared.includes(i) || declared.includes(parent(c, i)));
}

/**
 * Best match over the lesson's interests: the learner's weight, half through a parent.
 * @param {Curriculum} c
 * @param {Lesson} lesson
 * @param {Profile} profile
 * @returns {Match}
 */
export function match(c, lesson, profile) {
  const { avoid, interests: liked } = profile;
  const best = { permille: 0, interest: -1, near: false, avoided: !!avoid?.length && touches(c, lesson, avoid) };
  if (best.avoided) return best;
  if (!lesson.interests.length || !liked?.length) {
    best.permille = 500;
    return best;
  }
  for (const interest of lesson.interests) {
    for (const [like, permille] of liked) {
      const weight = min(permille, 1000);
      const near = interest !== like;
      const fits = !near ? weight : parent(c, interest) === like || parent(c, like) === interest ? floor(weight / 2) : 0;
      if (fits > best.permille) Object.assign(best, { permille: fits, interest, near });
    }
  }
  return best;
}

/**
 * A lesson's minutes for a learner, rounded up.
 * @param {Lesson} lesson
 * @param {Profile} profile
 */
export function minutesFor(lesson, profile) {
  return Math.ceil((max(lesson.minutes, 1) * pace(profile)) / 100);
}

/**
 * `minutes · extra · (1 + .5 (1 − A) + .5 max(0, s − need) / 3 + .25 F)` with the curriculum's weights.
 * @param {Curriculum} c
 * @param {Lesson} lesson
 * @param {Profile} profile
 * @returns {Terms}
 */
export function terms(c, lesson, profile) {
  const w = c.weights;
  const matched = match(c, lesson, profile);
  const interest = floor((w.interest * (1000 - matched.permille)) / 1000);
  const given = profile.group && lesson.support === "peer" ? 1 : levelOf(lesson.support);
  const pays = lesson.approach !== "explore" && lesson.approach !== "project";
  const support = pays ? floor((w.support * max(0, given - needOf(profile, lesson))) / 3) : 0;
  const forms = profile.forms || [];
  const form = forms.length && !lesson.form.some(f => forms.includes(f)) ? w.form : 0;
  let cost = max(lesson.minutes, 1) * pace(profile) * (1000 + interest + support + form);
  if (matched.avoided) cost = floor((cost * w.avoid) / 1000);
  return { cost: max(1, min(cost, MOST_COST)), interest, support, form, matched };
}
