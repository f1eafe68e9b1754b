/** Every entry of a learner, latest first: what each figure of the desk goes back to. */

import { fill, h } from "../../dom.js";
import { newLog } from "../../engine/evidence.js";
import { conflicts } from "../../engine/logfile.js";
import { exceptions } from "../../engine/exceptions.js";
import { day, t } from "../../text.js";
import { sentence } from "../../elements/standing/sentence.js";

/** Entries listed at once. */
const SHOWN = 100;

/** @param {import("../page.js").Office} office */
export function everyEntry({ desk }) {
  const list = h("div");
  /** @type {import("./objectives.js").It | null} */
  let it = null;
  const show = () => {
    if (!it || !box.hasAttribute("open")) return;
    const { row, model: m } = it;
    const entries = [...desk.entries(row.key)].sort((a, b) => b.t - a.t);
    const log = newLog(m.c.id, "", "", entries);
    const twofold = conflicts(log).length;
    const about = (/** @type {Entry} */ e) => {
      const [lesson, objective] = [m.lesson(e.lesson), m.objective(e.objective)];
      return objective >= 0 ? m.c.objectives[objective].title : lesson >= 0 ? m.c.lessons[lesson].title : String(e.item ?? e.objective ?? e.lesson ?? "");
    };
    fill(
      list,
      twofold > 0 && h("p.notice", null, t("load.twofold", { n: twofold })),
      exceptions(m.c, log, Date.now()).filter((e) => e.code !== "conflict").map((e) => h("p.notice", null, t("odd." + e.code, { n: e.n, id: e.id, day: day(e.t) }))),
      h("ul.entries", null, entries.slice(0, SHOWN).map((e) => h("li", null, h("span.soft", null, day(e.t)), " ", sentence(e), " · ", about(e)))),
      entries.length > SHOWN && h("p.soft", null, t("evidence.more", { n: entries.length - SHOWN })),
    );
  };
  const count = h("span");
  const box = h("details", { ontoggle: show }, h("summary", null, count), list);
  return {
    el: box,
    /** @param {import("./objectives.js").It} now @param {boolean} open */
    draw: (now, open) => {
      it = now;
      count.textContent = t("learner.entries", { n: desk.entries(now.row.key).length });
      if (open && !box.hasAttribute("open")) {
        box.setAttribute("open", "");
        setTimeout(() => box.scrollIntoView());
      }
      show();
    },
  };
}
