/** A group's paths beside each other: how long, until when, and what does not fit. */

import { button, fill, h } from "../../dom.js";
import { laid, longText } from "../../elements/path/week.js";
import { list, objectiveLink, reasonText } from "../../marks.js";
import { duration, t } from "../../text.js";
import { wayOf } from "../../way.js";

/** @typedef {import("./draft.js").Draft} Draft */

/**
 * @param {Draft} draft
 * @param {(key: string) => void} show whose path
 */
export function table(draft, show) {
  const el = h("div.scrolls", { tabindex: 0, role: "region", "aria-label": t("plan.table") });
  const draw = () => {
    const rows = draft.rows();
    el.hidden = rows.length < 2;
    if (el.hidden) return;
    const now = draft.row()?.key;
    const [who, ...heads] = ["learner", "steps", "time", "end", "not"].map((key) => t("plan.col_" + key));
    fill(
      el,
      h(
        "table.desk-table.stacks",
        null,
        h("thead", null, h("tr", null, [who, ...heads].map((head) => h("th", { scope: "col" }, head)))),
        h(
          "tbody",
          null,
          rows.map((row) => {
            const m = draft.of(row.key);
            const { steps, minutes } = wayOf(m).plan();
            const dates = laid(m);
            return h(
              "tr",
              null,
              h("th", { scope: "row" }, button(row.alias || t("plan.nameless"), () => show(row.key), "btn.quiet", { "aria-pressed": String(row.key === now), "data-key": "of-" + row.key })),
              [steps.length, duration(minutes), typeof dates === "object" ? longText(dates.end) : "–", wanting(m, dates)].map((value, at) => h("td", { "data-of": heads[at] }, value)),
            );
          }),
        ),
      ),
    );
  };
  return { el, draw };
}

/**
 * What of a path can't be had, in a few words; the path itself says it whole.
 * @param {import("../../model.js").Model} m
 * @param {ReturnType<typeof laid>} dates
 * @returns {import("../../dom.js").Kid}
 */
function wanting(m, dates) {
  const { steps, unreachable } = wayOf(m).plan();
  const late = typeof dates === "object" && dates.deadline && !dates.deadline.met ? dates.deadline.late : [];
  if (late.length) return [t("plan.late"), " ", list(late.map(({ goal }) => objectiveLink(m, goal)))];
  if (unreachable.length) return reasonText(m, unreachable[0].reason);
  if (!m.goals.length && !steps.length) return t("plan.no_goal");
  return dates === "too-long" ? t("plan.too_long") : "";
}
