/** Two learners' paths side by side: what they have in common, and what each walks alone. */

import { fill, h } from "../../dom.js";
import { laid, longText } from "../../elements/path/week.js";
import { lessonLink } from "../../marks.js";
import { duration, t } from "../../text.js";
import { wayOf } from "../../way.js";

/**
 * @param {import("../page.js").Office} office
 * @param {import("./draft.js").Draft} draft
 */
export function comparison({ desk }, draft) {
  const choice = /** @type {HTMLSelectElement} */ (h("select", { id: "plan-with", onchange: () => draw() }));
  const both = h("div.two-paths");
  const el = h("details.my-week", { ontoggle: () => draw() }, h("summary", null, t("plan.compare")), h("p.field", null, h("label", { for: "plan-with" }, t("plan.with")), choice), both);
  const draw = () => {
    const row = draft.row();
    const others = desk.rows().filter((other) => other.key !== row?.key);
    el.hidden = !others.length;
    if (el.hidden || !row || !el.hasAttribute("open")) return;
    const now = choice.value;
    fill(choice, others.map((other) => h("option", { value: other.key, selected: other.key === now }, other.alias || t("plan.nameless"))));
    const other = others.find(({ key }) => key === choice.value) ?? others[0];
    const lessons = [row, other].map(({ key }) => wayOf(draft.of(key)).plan().steps.map((s) => s.lesson));
    fill(both, [row, other].map((one, i) => side(draft.of(one.key), one.alias, new Set(lessons[1 - i]))));
  };
  return { el, draw };
}

/**
 * @param {import("../../model.js").Model} m
 * @param {string} alias
 * @param {Set<number>} shared lessons that the other one walks too
 */
function side(m, alias, shared) {
  const { steps, minutes } = wayOf(m).plan();
  const dates = laid(m);
  const row = (/** @type {import("../../engine/explain.js").Step} */ { lesson, minutes }) =>
    h("li", null, lessonLink(m, lesson), " ", h("span.soft", null, duration(minutes), shared.has(lesson) && [" · ", t("plan.both")]));
  return h(
    "section",
    { "aria-label": alias },
    h("h3", null, alias),
    h("p", null, steps.length ? t("path.length", { n: steps.length, time: duration(minutes) }) : t("plan.no_steps")),
    typeof dates === "object" && h("p.soft", null, t("week.end", { day: longText(dates.end) })),
    h("ol", null, steps.map(row)),
  );
}
