/**
 * Three prompts, and beside each what the evidence has to show: how is it going? show me; what is hard? They open a talk, they do not
 * replace it.
 */

import { h } from "../../dom.js";
import { inTime } from "../../engine/evidence.js";
import { own } from "../../engine/facts.js";
import { lessonLink, objectiveLink } from "../../marks.js";
import { day, t } from "../../text.js";
import { things } from "../../things.js";
import { standingLines } from "../../elements/standing/lines.js";
import { madeOf } from "../pieces.js";
import { reason } from "../say.js";

const FEW = 4;

/**
 * @param {import("../../model.js").Model} model
 * @param {string} key
 * @param {import("../page.js").Office} office
 * @param {readonly import("../../engine/board.js").Flag[]} flags
 * @param {ReturnType<typeof import("../pieces.js").pieces>} piece
 */
export function prompts(model, key, office, flags, piece) {
  const entries = inTime(model.asked.log);
  const mine = (/** @type {string} */ kind) => things(entries, kind).filter((one) => own(one) && one.note).reverse();
  const lately = model.lately().slice(0, FEW);
  const shown = [...new Set(entries.filter((e) => own(e) && e.correct === true && e.objective).reverse().map((e) => model.objective(e.objective)))].filter((ix) => ix >= 0 && model.standings[ix].known).slice(0, FEW);
  const said = (/** @type {any} */ e) => [h("p.own", { dir: "auto" }, e.note), h("p.soft", null, day(e.t))];
  /** @param {string} name @param {import("../../dom.js").Kid[]} lines */
  const part = (name, lines) => h("section", { "aria-labelledby": "ask-" + name }, h("h2", { id: "ask-" + name }, t("talk.ask_" + name)), lines.length ? h("ul.lines", null, lines.map((line) => h("li", null, line))) : h("p.soft", null, t("talk.nothing_" + name)));
  return [
    part("how", [
      ...mine("goal").filter((g) => !g.objective && g.answer === true).slice(0, FEW).map((g) => h("p", null, t("talk.goal_is"), " ", h("bdi", null, String(g.note)))),
      ...model.goals.slice(0, FEW).map((ix) => h("p", null, objectiveLink(model, ix), " ", h("span.soft", null, standingLines(model, ix)[0] ?? ""))),
      ...lately.map((ix) => h("p", null, t("talk.was_in"), " ", lessonLink(model, ix))),
      ...model.facts.reflections.filter((e) => e.note).slice(0, FEW).map(said),
    ]),
    part("show", [...madeOf(model).slice(0, FEW).map((one) => piece(key, model, one)), ...shown.map((ix) => h("p", null, objectiveLink(model, ix), " ", h("span.soft", null, standingLines(model, ix)[0] ?? "")))]),
    part("hard", [...flags.filter(({ objective }) => objective).map((flag) => h("p", null, reason(office, key, flag))), ...mine("wonder").filter((w) => w.answer !== "talked").slice(0, FEW).map(said)]),
  ];
}
