/** Goals in the learner's own words: written, changed, reached, let go. Each is a thing of kind `goal` without an objective. */

import { button, fill, h } from "../../dom.js";
import { inTime } from "../../engine/evidence.js";
import { field } from "../../field.js";
import { day, t } from "../../text.js";
import { things } from "../../things.js";
import { line } from "./line.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {import("../../things.js").Thing} Thing */

/** What a goal's `answer` says: wanted (true), reached, let go (false). */
const REACHED = "reached";

/** @param {App} app */
export function ownGoals({ store, model }) {
  const list = h("div");
  /** Those that are being changed. @type {Set<string>} */
  const changing = new Set();
  const add = line(store, "own-goal", "own_goals.", { kind: "goal", answer: true });
  const mine = () => things(inTime(model().asked.log), "goal").filter((g) => !g.objective && g.note);

  /** @param {Thing} goal */
  const row = (goal) => {
    const key = goal.at.join("-");
    const set = (/** @type {Record<string, unknown>} */ fields) => store.append({ kind: "goal", target: goal.at, ...fields });
    const named = (/** @type {string} */ words) => [t(words), h("span.visually-hidden", null, " ", goal.note)];
    const again = (/** @type {boolean} */ on) => {
      if (on) changing.add(key);
      else changing.delete(key);
      draw();
    };
    if (changing.has(key)) {
      return h(
        "li",
        null,
        field({
          id: "goal-" + key,
          label: t("own_goals.change_label"),
          keep: t("own_goals.keep"),
          rows: 1,
          value: String(goal.note),
          onkeep: (note) => {
            changing.delete(key);
            return set({ note });
          },
          extra: button(t("me.leave"), () => again(false), "btn.quiet"),
        }),
      );
    }
    const reached = goal.answer === REACHED;
    return h(
      "li",
      null,
      h("p.own", null, reached && h("span.mark.mark-can", { "aria-hidden": "true" }), goal.note),
      h(
        "p.soft.row",
        null,
        h("span", null, reached ? t("own_goals.reached", { day: day(goal.t) }) : t("me.since", { day: day(goal.since) })),
        button(named(reached ? "own_goals.not_yet" : "own_goals.reach"), () => set({ answer: reached ? true : REACHED }), "btn.quiet", { "data-key": "reach-" + key }),
        !reached && button(named("me.change"), () => again(true), "btn.quiet", { "data-key": "change-" + key }),
        button(named("own_goals.drop"), () => set({ answer: false }), "btn.quiet", { "data-key": "drop-" + key }),
      ),
    );
  };
  /** @param {Thing} goal */
  const gone = (goal) =>
    h("li", null, h("p.own", null, goal.note), h("p.soft.row", null, button([t("own_goals.again"), h("span.visually-hidden", null, " ", goal.note)], () => store.append({ kind: "goal", target: goal.at, answer: true }), "btn.quiet", { "data-key": "again-" + goal.at.join("-") })));

  const draw = () => {
    const all = mine();
    const [held, dropped] = [all.filter((g) => g.answer !== false), all.filter((g) => g.answer === false)];
    fill(
      list,
      held.length > 0 && h("ul.things", { "aria-label": t("own_goals.title") }, held.map(row)),
      dropped.length > 0 && h("details", null, h("summary", null, t("own_goals.dropped", { n: dropped.length })), h("ul.things", null, dropped.map(gone))),
    );
  };
  return { el: h("div", null, h("h3", null, t("own_goals.title")), list, add), draw, n: () => mine().filter((g) => g.answer !== false).length };
}
