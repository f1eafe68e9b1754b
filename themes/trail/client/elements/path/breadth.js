/**
 * How far a path leads beyond what the learner likes, and how deep: in words, and as a row of marks in the order of the
 * steps. It shows; it never stops anybody.
 */

import { h, svg } from "../../dom.js";
import { lessonLink, list } from "../../marks.js";
import { t } from "../../text.js";

/** @typedef {import("../../model.js").Model} Model */
/** @typedef {import("../../engine/explain.js").Step} Step */

/** Steps in a row of the drawing. */
const ROW = 24;

/**
 * @param {Model} m
 * @param {Step[]} steps
 */
export function breadth(m, steps) {
  if (!steps.length) return null;
  const marks = steps.map(({ lesson }) => {
    const { interests, together, teaches } = m.c.lessons[lesson];
    const likes = m.facts.interests.size > 0;
    return {
      lesson,
      place: !likes || !interests.length ? "free" : m.outside(lesson) ? "outside" : "liked",
      together,
      inquire: teaches.some((o) => m.c.objectives[o]?.depth === "inquire"),
    };
  });
  const count = (/** @type {(mark: typeof marks[number]) => boolean} */ is) => marks.filter(is).length;
  const outside = count((s) => s.place === "outside");
  const liked = count((s) => s.place === "liked");
  const inquire = count((s) => s.inquire);
  const together = count((s) => s.together);
  if (!outside && !liked && !inquire && !together) return null;
  return h(
    "section.breadth",
    { "aria-labelledby": "breadth" },
    h("h2", { id: "breadth" }, t("breadth.title")),
    drawing(marks),
    h(
      "ul.breadth-words",
      null,
      liked > 0 && h("li.in-liked", null, t("breadth.liked", { n: liked })),
      outside > 0 && h("li.in-outside", null, t("breadth.outside", { n: outside })),
      inquire > 0 && h("li.in-inquire", null, t("breadth.inquire", { n: inquire })),
      together > 0 && h("li.in-together", null, t("breadth.together", { n: together })),
    ),
    liked > 0 && !outside && nudge(m, steps),
  );
}

/** One mark a step; the words beside it say the same. @param {{ place: string, inquire: boolean, together: boolean }[]} marks */
function drawing(marks) {
  const rows = Math.ceil(marks.length / ROW);
  const wide = Math.min(marks.length, ROW);
  return svg(
    "svg.breadth-marks",
    { viewBox: `0 0 ${wide * 24} ${rows * 40}`, width: wide * 24, height: rows * 40, "aria-hidden": "true" },
    marks.map(({ place, inquire, together }, at) => {
      const x = (at % ROW) * 24 + 4;
      const y = Math.floor(at / ROW) * 40 + 4;
      return svg(
        "g",
        null,
        svg(`rect.${place}`, { x, y, width: 16, height: 16, rx: 2 }),
        inquire && svg("path.deeper", { d: `M${x + 8} ${y + 19}v12m-4-4 4 4 4-4` }),
        together && svg("path.deeper", { d: `M${inquire ? x : x + 4} ${y + 25}a2 2 0 1 0 .1 0m${inquire ? 15.9 : 7.9} 0a2 2 0 1 0 .1 0` }),
      );
    }),
  );
}

/** Another way of some step that leads out of what one likes. @param {Model} m @param {Step[]} steps */
function nudge(m, steps) {
  const other = steps.flatMap((s) => s.others).find((lesson) => m.outside(lesson));
  return h("p.soft", null, t("breadth.all_liked"), other !== undefined && [" ", t("breadth.try"), " ", list([lessonLink(m, other)], true)]);
}
