/**
 * What a learner made, at the desk: their words as text, an address to be read, a picture. Nothing in it leads anywhere, and
 * nothing but a picture is shown of a file.
 */

import { h } from "../dom.js";
import { inTime } from "../engine/evidence.js";
import { objectiveLink } from "../marks.js";
import { fileBoxes, pieceOf } from "../piece.js";
import { day, t } from "../text.js";
import { madeBy } from "../things.js";
import { deskHref } from "./page.js";

/** @typedef {import("../model.js").Model} Model */
/** @typedef {import("../things.js").Thing} Thing */

/** Everything a learner made, the latest first. @param {Model} model */
export const madeOf = (model) => madeBy(inTime(model.asked.log));

/** What a piece is called. @param {Model} model @param {Thing} piece */
export const nameOf = (model, piece) => String(piece.note ?? "") || model.c.lessons[model.lesson(piece.lesson)]?.title || t("talk.piece");

/** A talk about it. @param {string} key @param {Thing} piece */
const talkHref = (key, { at: [w, n] }) => `${deskHref("conference.html", key)}&about=${encodeURIComponent(w)}.${n}`;

/**
 * @param {import("./desk.js").Desk} desk
 * @param {"h3" | "h4"} heading as it fits where they stand
 * @returns {(key: string, model: Model, piece: Thing, talk?: boolean) => HTMLElement} talk: with the way to a talk about it
 */
export function pieces(desk, heading) {
  /** @type {Map<string, ReturnType<typeof fileBoxes>>} */
  const boxes = new Map();
  return (key, model, piece, talk = true) => {
    const boxOf = boxes.get(key) ?? fileBoxes((file) => desk.file(key, file.hash), "learner.no_file");
    boxes.set(key, boxOf);
    const { text, address, file } = pieceOf(piece);
    const name = nameOf(model, piece);
    const objective = model.objective(piece.objective);
    const project = piece.kind === "project";
    return h(
      "div.piece",
      null,
      h(heading, { dir: "auto" }, name),
      project && piece.show && h("p.own", { dir: "auto" }, String(piece.show)),
      text && h("p.own", { dir: "auto" }, text),
      address && h("p.address", null, h("bdi", null, address)),
      file && boxOf(file, name),
      h("p.soft.row", null, h("span", null, day(piece.since)), objective >= 0 && h("span", null, t("made.shows"), " ", objectiveLink(model, objective)), project && h("span", null, t("learner.project")), talk && h("a.no-print", { href: talkHref(key, piece) }, t("talk.about_it"), h("span.visually-hidden", null, " ", name))),
    );
  };
}
