/**
 * What a learner changed of the path they were given: shown to the teacher, who may take it over, leave the row as it is, or set
 * a goal of theirs aside and say why.
 */

import { announce, button, fill, h } from "../../dom.js";
import { logOf } from "../../engine/member.js";
import { field } from "../../field.js";
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
    const aside = Object.entries(row?.set_aside ?? {});
    el.hidden = !all.length && !aside.length;
    if (!row || el.hidden) return;
    const take = async () => {
      await desk.save(all.reduce(changed, row));
      announce(t("plan.taken_over", { name: row.alias }));
    };
    /** @param {Record<string, string>} set_aside @param {string} said */
    const keep = async (set_aside, said) => {
      await desk.save({ ...row, set_aside });
      announce(said);
    };
    /** @param {string} goal */
    const setAside = (goal) =>
      h(
        "details",
        null,
        h("summary", null, t("plan.set_aside")),
        field({ id: `aside-${row.key}-${goal}`, label: t("plan.set_aside_why"), keep: t("plan.set_aside_keep"), rows: 1, onkeep: (why) => keep({ ...row.set_aside, [goal]: why }, t("plan.set_aside_done", { name: row.alias })) }),
      );
    const back = (/** @type {string} */ goal) => {
      const { [goal]: _, ...rest } = row.set_aside ?? {};
      return button(t("plan.aside_back"), () => keep(rest, t("plan.taken_over", { name: row.alias })), "btn.plain.small", { "data-key": "aside-back-" + goal });
    };
    fill(
      el,
      h("h3", null, t("plan.theirs", { name: row.alias })),
      h(
        "ul",
        null,
        all.map((entry) => h("li", null, words(model, entry), entry.kind === "goal" && entry.answer && setAside(entry.objective))),
        aside.map(([goal, why]) => h("li", null, pieces("plan.was_aside", { it: linkTo(model, goal) }), h("p.own", { dir: "auto" }, why), h("p.row", null, back(goal)))),
      ),
      all.length > 0 && h("p.row", null, button(t("plan.take_over"), take, "btn.plain"), h("span.soft", null, t("plan.theirs_note"))),
    );
  };
  return { el, draw };
}

/** @param {import("../../model.js").Model} m @param {string} id of an objective */
function linkTo(m, id) {
  const ix = m.objective(id);
  return ix < 0 ? id : objectiveLink(m, ix);
}

/**
 * A change in words.
 * @param {import("../../model.js").Model} m
 * @param {{ kind: string } & Record<string, any>} entry
 */
function words(m, { kind, target, objective, lesson, answer }) {
  const on = answer !== false && answer !== null ? "" : "_not";
  if (kind === "goal") return pieces("plan.their_goal" + on, { it: linkTo(m, objective) });
  if (kind === "setting") {
    const id = String(target).replace(/^interest:/, "");
    return pieces("plan.their_interest" + on, { it: m.c.interests.find((i) => i.id === id)?.title ?? id });
  }
  const ix = m.lesson(lesson);
  return pieces(`plan.their_${target}${on}`, { it: ix < 0 ? lesson : lessonLink(m, ix) });
}
