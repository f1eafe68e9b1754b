/** What a teacher wrote to the learner: notes of talks and words with a credit. To read; the next file may bring more. */

import { fill, h } from "../../dom.js";
import { inTime } from "../../engine/evidence.js";
import { own } from "../../engine/facts.js";
import { objectiveLink } from "../../marks.js";
import { day, t } from "../../text.js";
import { madeBy, spokenOf } from "../../things.js";

/** Fields of a talk's notes, in the order in which they are read. */
const FIELDS = ["research", "decide", "teach", "note", "goal", "words", "next"];

/** @param {import("../../element.js").App} app @returns {import("./me.js").Part} */
export function talks({ model }) {
  const el = h("div");
  const all = () => model().asked.log.entries.filter((e) => !own(e) && (e.kind === "meeting" || e.note)).sort((a, b) => b.t - a.t);
  const draw = () => {
    const m = model();
    const made = madeBy(inTime(m.asked.log));
    fill(
      el,
      h("p.soft", null, t("load.unsigned")),
      h(
        "ul.things",
        null,
        all().map((e) => {
          const ix = m.objective(e.objective);
          const piece = spokenOf(made, e);
          const said = FIELDS.flatMap((field) => {
            const text = /** @type {Record<string, any>} */ (e)[field];
            return typeof text === "string" && text ? [h("p.own", null, e.kind === "meeting" && field !== "note" && h("strong", null, t("talks." + field), " "), text)] : [];
          });
          return h("li", null, h("p.soft.row", null, h("span", null, day(e.t)), h("span", null, t("talks.kind_" + (e.kind === "meeting" ? "talk" : "note"))), piece?.note && h("span", null, piece.note), ix >= 0 && objectiveLink(m, ix)), said);
        }),
      ),
    );
  };
  return { el, draw, there: () => all().length > 0, state: () => t("me.n_talks", { n: all().length }) };
}
