/** How an objective stands, and how far it is to be shown, in words. */

import { productLevel } from "../../engine/mastery.js";
import { t } from "../../text.js";

/**
 * How far it is to be shown.
 * @param {import("../../model.js").Model} m
 * @param {number} objective
 */
export function progress(m, objective) {
  const level = productLevel(m.c, objective);
  if (level !== null) return t("standing.made", { level });
  const { needed, streak } = m.standings[objective];
  const have = Math.min(streak, needed);
  return t(have > 0 ? "standing.progress" : "standing.first", { n: needed, have });
}

/**
 * How an objective stands, in words.
 * @param {import("../../model.js").Model} m
 * @param {number} ix
 */
export function standingLines(m, ix) {
  const s = m.standings[ix];
  const lines = [];
  if (s.overruled || s.credited) lines.push(t(s.known ? "standing.credited" : "standing.overruled"));
  else if (s.level === "mastered" || s.level === "proficient") lines.push(t("standing." + s.level));
  else if (s.level === "rusty") lines.push(t("standing.rusty"));
  else if (s.known && s.claimed) lines.push(t("standing.claimed"));
  else if (s.placed) lines.push(t("standing.placed"));
  else if (m.c.objectives[ix].items > 0 && s.attempts > 0) lines.push(progress(m, ix));
  if (s.stuck) lines.push(t("standing.stuck"));
  return lines;
}
