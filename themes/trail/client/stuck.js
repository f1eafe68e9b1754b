/**
 * Where trying again in the same way has not helped: another way, something below it, or a person. A lesson's end says it
 * of itself, Today of whatever is hard just now.
 */

import { h } from "./dom.js";
import { lessonLink, list, objectiveLink } from "./marks.js";
import { t } from "./text.js";

/** @typedef {import("./model.js").Model} Model */

/** How many other ways are shown at once, and how many things below. */
const WAYS = 4;
const BELOW = 3;

/** Lessons in which something that is hard just now was tried. @param {Model} m */
const tried = (m) => new Set([...m.hard.values()].flat());

/**
 * Of lessons that teach the same, those to show: none that was tried in vain, and none that was left out.
 * @param {Model} m
 * @param {number[]} lessons the best first
 */
export function waysOf(m, lessons) {
  const hard = tried(m);
  return lessons.filter((ix) => !hard.has(ix) && !m.leftOut.includes(ix)).slice(0, WAYS);
}

/**
 * @param {Model} m
 * @param {number[]} ways
 * @param {number[]} below objectives to look back at
 */
export const wayOut = (m, ways, below) => [
  ways.length > 0 && [h("p", null, t("stuck.ways")), h("ul.links", null, ways.map((ix) => h("li", null, lessonLink(m, ix))))],
  below.length > 0 && h("p", null, t("stuck.check"), " ", list(below.slice(0, BELOW).map((o) => objectiveLink(m, o)), true)),
];

/** This lesson was tried for something that is hard just now. @param {Model} m @param {number} lesson */
export const wasTried = (m, lesson) => tried(m).has(lesson);

/**
 * Why a lesson stands where another one stood: that one was tried in vain.
 * @param {Model} m
 * @param {number} lesson
 * @returns {{ code: string, args: Record<string, any> }[]}
 */
export function instead(m, lesson) {
  for (const objective of m.c.lessons[lesson].teaches) {
    const [first] = m.hard.get(objective) ?? [];
    if (first !== undefined && !wasTried(m, lesson)) return [{ code: "instead", args: { lesson: { lesson: first } } }];
  }
  return [];
}
