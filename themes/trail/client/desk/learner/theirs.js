/** What the learner made, wants, wonders and thinks, as far as it came in their files: to read, in their own words. */

import { h } from "../../dom.js";
import { inTime } from "../../engine/evidence.js";
import { own } from "../../engine/facts.js";
import { blaze, objectiveLink } from "../../marks.js";
import { day, t } from "../../text.js";
import { things } from "../../things.js";
import { madeOf } from "../pieces.js";
import { lookBacks } from "../talks.js";

/** Shown of each kind. */
const SHOWN = 8;

/**
 * @param {ReturnType<typeof import("../pieces.js").pieces>} piece
 * @param {import("./objectives.js").It} it
 * @returns {import("../../dom.js").Kid}
 */
export function theirs(piece, { row, model }) {
  const entries = inTime(model.asked.log);
  const { c, facts, goals, profile } = model;
  /** @param {string} kind */
  const made = (kind) => things(entries, kind).filter((one) => own(one) && one.note).reverse().slice(0, SHOWN);
  /** @param {string} title @param {import("../../dom.js").Kid[]} lines */
  const part = (title, lines) => lines.length > 0 && [h("h3", null, t("learner." + title)), h("ul.things", null, lines.map((line) => h("li", null, line)))];
  /** @param {Entry & { note?: string | null }} e @param {import("../../dom.js").Kid} [more] */
  const words = (e, more) => [h("p.own", { dir: "auto" }, e.note), h("p.soft", null, day(e.t), more && " · ", more)];
  const about = (/** @type {Entry} */ e) => (model.objective(e.objective) >= 0 ? objectiveLink(model, model.objective(e.objective)) : null);
  const likes = [...facts.interests.keys()].map((id) => {
    const ix = c.interests.findIndex((i) => i.id === id);
    return ix < 0 ? h("bdi", null, id) : blaze(model, ix);
  });
  const all = [
    likes.length > 0 && [h("h3", null, t("learner.likes")), h("p.row", null, likes)],
    part("goals", [...goals.map((ix) => h("p", null, objectiveLink(model, ix))), ...made("goal").filter((g) => !g.objective && g.answer !== false).map((g) => words(/** @type {any} */ (g), g.answer === "reached" && t("learner.reached")))]),
    part("products", madeOf(model).slice(0, SHOWN).map((one) => piece(row.key, model, one))),
    part("wonders", made("wonder").map((w) => words(/** @type {any} */ (w), w.answer === "talked" && t("wonder.talked")))),
    part("reflections", facts.reflections.filter((e) => e.note).slice(0, SHOWN).map((e) => words(e))),
    part("contests_title", facts.contests.slice(0, SHOWN).map((e) => words(e, about(e)))),
  ];
  const weeks = lookBacks(model);
  return all.some(Boolean) || weeks ? [profile.autonomy && h("p.soft", null, t("row.autonomy"), ": ", t("row.autonomy_" + profile.autonomy)), all, weeks] : h("p.soft", null, t("learner.nothing"));
}
