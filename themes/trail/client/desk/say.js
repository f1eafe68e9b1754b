/** What the desk says of somebody, each word a way to the evidence behind it. */

import { h } from "../dom.js";
import { list } from "../marks.js";
import { LANG } from "../strings.gen.js";
import { day, pieces, t, whole } from "../text.js";
import { deskHref } from "./page.js";

/** @typedef {import("../engine/board.js").Flag} Flag */
/** @typedef {import("../engine/signs.js").Key} Key */
/** @typedef {import("./page.js").Office} Office */
/** @typedef {import("./room.js").Room} Room */

/**
 * Where the evidence for something stands: on the learner's page, at an objective, with entries marked.
 * @param {string} key
 * @param {string} [objective] id
 * @param {readonly Key[]} [entries]
 */
export function proofHref(key, objective, entries = []) {
  const marked = entries.map(([w, n]) => `${encodeURIComponent(w)}.${n}`).join(",");
  return deskHref("learner.html", key) + (objective ? "&o=" + encodeURIComponent(objective) : "") + (marked ? "&e=" + marked : "");
}

/** The day as a person says it: weekday first, and a number never apart from its month. @param {number} [ms] */
export const dayName = (ms = Date.now()) => whole(new Intl.DateTimeFormat(LANG, { weekday: "long", day: "numeric", month: "long", numberingSystem: "latn" }).format(ms));

/** A day of the calendar in words. @param {string} date YYYY-MM-DD */
export const dated = (date) => day(new Date(date + "T12:00:00").getTime());

/** The title of an objective, by id. @param {Office} office @param {string} id */
export const titleOf = ({ model }, id) => model.c.objectives[model.objective(id)]?.title ?? id;

/**
 * Somebody, with the way to their page.
 * @param {Room} room
 * @param {string} who on the board
 */
export const person = (room, who) => h("a", { href: deskHref("learner.html", room.keys.get(who)) }, h("bdi", null, who));

/**
 * Why somebody stands where they do, with the way to what shows it.
 * @param {Office} office
 * @param {string} key
 * @param {Flag} flag
 */
export function reason(office, key, { code, objective, mixup, days, entries }) {
  /** @type {Record<string, Node | string | number>} */
  const args = { n: code === "stuck" ? entries.length : (days ?? 0) };
  if (objective) args.objective = h("a", { href: proofHref(key, objective, entries) }, titleOf(office, objective));
  if (mixup) args.mixup = office.facts.mixups[objective ?? ""]?.[mixup] ?? mixup;
  return pieces(code === "agreed" && !days ? "flag.agreed_today" : "flag." + code, args);
}

/**
 * Reasons in one line.
 * @param {Office} office
 * @param {string} key
 * @param {readonly Flag[]} flags
 */
export const reasons = (office, key, flags) => flags.map((flag, i) => [i > 0 && " · ", reason(office, key, flag)]);

/**
 * Who can help, each with the way to what shows it.
 * @param {Room} room
 * @param {string} objective
 * @param {readonly import("../engine/board.js").Helper[]} helpers
 */
export function helpersOf(room, objective, helpers) {
  if (!helpers.length) return null;
  const names = helpers.map(({ who, entry }) => h("a", { href: proofHref(room.keys.get(who) ?? "", objective, [entry]) }, h("bdi", null, who)));
  return h("p.soft", null, pieces("everyone.helpers", { names: textly(names) }));
}

/** Nodes of a list as one node that has a text. @param {Node[]} nodes */
function textly(nodes) {
  return h("span", null, list(nodes));
}

/**
 * A few names, each a way to their page.
 * @param {Room} room
 * @param {readonly string[]} all
 */
export const people = (room, all) => (all.length ? list(all.map((who) => person(room, who))) : t("class.nobody"));
