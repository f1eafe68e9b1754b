/**
 * `<wend-slip>`: five questions at the end of a day, about what was met today and what is due. They tell how the day
 * went; nothing is graded, and what went wrong is not asked again here.
 */

import { h } from "../../dom.js";
import { objectiveLink } from "../../marks.js";
import { href } from "../../site.js";
import { slip as slipOf } from "../../sitting.js";
import { t } from "../../text.js";
import { comesBack, onward } from "../ask/days.js";
import { run } from "../ask/round.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function slip(el, app) {
  const { model } = app;
  const box = h("div.asking");
  el.append(box);
  const now = () => {
    const m = model();
    return slipOf(m.c, m.asked.log, m.asked.now);
  };
  const go = run(box, app, {
    kind: "exit",
    use: "exit",
    next: (can) => {
      const objective = now().asks.find(can);
      return objective === undefined ? null : { objective };
    },
    count: (can) => ({ n: now().done.length + 1, of: now().done.length + now().asks.filter(can).length }),
    end: () => {
      const m = model();
      const { done } = now();
      /** @param {boolean} correct */
      const about = (correct) => [...new Set(done.filter((d) => d.correct === correct).map((d) => d.objective))];
      const missed = about(false);
      const held = about(true).filter((ix) => !missed.includes(ix));
      return [
        h("h2", { tabindex: -1 }, t(done.length ? "slip.end" : "slip.none")),
        !done.length && h("p", null, t("slip.none_note")),
        held.length > 0 && [h("h3", null, t("slip.held")), h("ul.links", null, held.map((ix) => comesBack(m, ix)))],
        missed.length > 0 && [h("h3", null, t("slip.missed")), h("p.soft", null, t("slip.missed_note")), h("ul.links", null, missed.map((ix) => h("li", null, objectiveLink(m, ix))))],
        onward(),
      ];
    },
    stop: h("a.btn.quiet", { href: href("index.html") }, t("ask.later")),
  });
  void go(false);
  return () => {};
}
