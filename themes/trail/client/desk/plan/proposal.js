/**
 * The path that is planned, with what stands around it: the time there is and what the teacher sets, a group's paths in a table, what
 * the learner set, two side by side, what hands it over.
 */

import { fill, h } from "../../dom.js";
import { walk } from "../../elements/path/steps.js";
import { summary } from "../../elements/path/summary.js";
import { laid, week } from "../../elements/path/week.js";
import { t } from "../../text.js";
import { comparison } from "./compare.js";
import { handOver } from "./hand.js";
import { settings } from "./settings.js";
import { table } from "./table.js";
import { takenOver } from "./theirs.js";

/**
 * @param {import("../page.js").Office} office
 * @param {import("./draft.js").Draft} draft
 * @param {(key: string) => void} show whose path
 */
export function proposal(office, draft, show) {
  return {
    time: week(draft.app, false),
    how: settings(draft.app),
    table: table(draft, show),
    changes: takenOver(office, draft),
    path: path(draft),
    compare: comparison(office, draft),
    hand: handOver(office, draft),
  };
}

/** @param {import("./draft.js").Draft} draft */
function path(draft) {
  const head = h("div", { role: "status" });
  const steps = h("div");
  const draw = () => {
    const row = draft.row();
    const n = draft.rows().length;
    const dates = laid(draft.app.model());
    fill(head, row && n > 1 && [h("h3", null, t("plan.of", { name: row.alias })), h("p.soft", null, t("plan.for_all", { n }))], summary(draft.app.model(), dates));
    fill(steps, walk(draft.app, dates));
  };
  return { el: h("div", null, head, steps), draw };
}
