/** The entries of a learner in words, and what is odd about them. */

import { h } from "../../dom.js";
import { newLog } from "../../engine/evidence.js";
import { exceptions } from "../../engine/exceptions.js";
import { conflicts } from "../../engine/logfile.js";
import { day, t } from "../../text.js";
import { sentence } from "../../elements/standing/sentence.js";

/** Entries listed at once. */
const SHOWN = 100;

/**
 * @param {import("../desk.js").Desk} desk
 * @param {import("./objectives.js").It} it
 */
export function listing(desk, { row, model: m }) {
  const entries = [...desk.entries(row.key)].sort((a, b) => b.t - a.t);
  const log = newLog(m.c.id, "", "", entries);
  const twofold = conflicts(log).length;
  const about = (/** @type {Entry} */ e) => {
    const [lesson, objective] = [m.lesson(e.lesson), m.objective(e.objective)];
    return objective >= 0 ? m.c.objectives[objective].title : lesson >= 0 ? m.c.lessons[lesson].title : String(e.item ?? e.objective ?? e.lesson ?? "");
  };
  return [
    twofold > 0 && h("p.notice", null, t("load.twofold", { n: twofold })),
    exceptions(m.c, log, Date.now()).filter((e) => e.code !== "conflict").map((e) => h("p.notice", null, t("odd." + e.code, { n: e.n, id: e.id, day: day(e.t) }))),
    h("ul.entries", null, entries.slice(0, SHOWN).map((e) => h("li", null, h("span.soft", null, day(e.t)), " ", sentence(e), " · ", about(e)))),
    entries.length > SHOWN && h("p.soft", null, t("evidence.more", { n: entries.length - SHOWN })),
  ];
}
