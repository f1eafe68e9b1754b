/**
 * `<wend-check data-why data-objectives>`: two questions that were not met before, in the place where they matter: before
 * the first lesson that rests on what was only placed, and where a learner sees their standing differently or says that
 * they can do it (`data-now`: it asks at once). They count as any answer does. Nobody has to take them.
 */

import { askable, load } from "../../banks.js";
import { announce, button, fill, h } from "../../dom.js";
import { list, objectiveLink } from "../../marks.js";
import { t } from "../../text.js";
import { run } from "../ask/round.js";
import { progress } from "../standing/lines.js";

/** Questions of one check. */
const TWO = 2;

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function check(el, app) {
  const { store, model } = app;
  const why = el.dataset.why ?? "differ";
  const lesson = el.dataset.for;
  // Two questions in all: of more objectives, the others come with the next lesson that rests on them.
  const objectives = (el.dataset.objectives ?? "").split(" ").map(Number).slice(0, TWO);
  const box = h("div.notice.asking");
  el.append(box);

  const offer = () => {
    const m = model();
    const names = list(objectives.map((ix) => objectiveLink(m, ix)), why === "placed");
    const skip = async () => {
      await store.append({ kind: "choice", lesson, target: "skip-check" });
      announce(t("check.skipped"));
      el.remove();
    };
    fill(
      box,
      h("p", null, h("strong", null, t("check." + why)), why === "placed" && [" ", names]),
      h("p.soft", null, t("check.what")),
      h("p.row", null, button(t("check.begin"), begin, "btn"), why === "placed" && button(t("check.skip"), skip)),
    );
  };

  const begin = async () => {
    const each = objectives.length > 1 ? 1 : TWO;
    // No more is promised than there is; where that can't be known now, the round says so.
    const count = await askable();
    const asks = objectives.flatMap((objective) => Array(Math.min(each, count?.(objective, "check") ?? each)).fill(objective));
    let at = 0;
    /** @type {number[]} */
    const missed = [];
    /** Nothing could be asked about any of them. */
    let nothing = true;
    const go = run(box, app, {
      kind: "answer",
      use: "check",
      lesson,
      next: (can) => {
        while (at < asks.length && !can(asks[at])) at += 1;
        return at < asks.length ? { objective: asks[at] } : null;
      },
      count: () => ({ n: at + 1, of: asks.length }),
      told: (objective, correct) => {
        nothing = false;
        at += 1;
        if (!correct && !missed.includes(objective)) missed.push(objective);
      },
      end: () => ending(missed, nothing),
    });
    void go(true);
  };

  /** @param {number[]} missed @param {boolean} nothing */
  const ending = (missed, nothing) => {
    const m = model();
    const [first] = objectives;
    const s = m.standings[first];
    const differ = why !== "placed" && !nothing && !s.known;
    return [
      h("p", { tabindex: -1 }, h("strong", null, t(nothing ? "check.nothing" : missed.length ? "check.missed" : why === "differ" && !s.known ? "check.on_the_way" : "check.good"))),
      missed.length > 0 && why === "placed" && h("p", null, t("check.look"), " ", list(missed.map((ix) => objectiveLink(m, ix)), true)),
      differ && h("p", null, progress(m, first)),
      differ && !missed.length && h("p.row", null, button(t("check.more"), begin, "btn")),
    ];
  };

  void load("assets/ask.css");
  if ("now" in el.dataset) void begin();
  else offer();
  return () => {};
}
