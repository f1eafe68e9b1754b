/** What a learner changed of the path they were given: shown to the teacher, who may take it over or leave the row as it is. */

import { announce, button, fill, h } from "../../dom.js";
import { logOf } from "../../engine/member.js";
import { lessonLink, objectiveLink } from "../../marks.js";
import { pieces, t } from "../../text.js";
import { changed, theirs } from "./change.js";

/**
 * @param {import("../page.js").Office} office
 * @param {import("./draft.js").Draft} draft
 */
export function takenOver({ desk, read, model }, draft) {
  const el = h("div.their-changes.no-print");
  const draw = () => {
    const row = draft.row();
    const entries = row ? desk.entries(row.key) : [];
    const all = row && entries.length ? theirs(row, read(logOf(model.c.id, { ...row, entries, row }, Date.now()).entries).facts) : [];
    el.hidden = !all.length;
    if (!row || !all.length) return;
    const take = async () => {
      await desk.save(all.reduce(changed, row));
      announce(t("plan.taken_over", { name: row.alias }));
    };
    fill(
      el,
      h("h3", null, t("plan.theirs", { name: row.alias })),
      h("ul", null, all.map((entry) => h("li", null, words(model, entry)))),
      h("p.row", null, button(t("plan.take_over"), take, "btn.plain"), h("span.soft", null, t("plan.theirs_note"))),
    );
  };
  return { el, draw };
}

/**
 * A change in words.
 * @param {import("../../model.js").Model} m
 * @param {{ kind: string } & Record<string, any>} entry
 */
function words(m, { kind, target, objective, lesson, answer }) {
  const on = answer !== false && answer !== null ? "" : "_not";
  if (kind === "goal") {
    const ix = m.objective(objective);
    return pieces("plan.their_goal" + on, { it: ix < 0 ? objective : objectiveLink(m, ix) });
  }
  if (kind === "setting") {
    const id = String(target).replace(/^interest:/, "");
    return pieces("plan.their_interest" + on, { it: m.c.interests.find((i) => i.id === id)?.title ?? id });
  }
  const ix = m.lesson(lesson);
  return pieces(`plan.their_${target}${on}`, { it: ix < 0 ? lesson : lessonLink(m, ix) });
}
