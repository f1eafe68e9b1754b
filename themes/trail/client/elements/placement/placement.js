/**
 * `<wend-placement>`: what do you know already? At most 25 questions or eight minutes, in as many sittings as one likes; "I
 * don't know" is an answer. What is likely known is then taken as known, said in words, and put right with one press.
 */

import { askable } from "../../banks.js";
import { announce, button, fill, h } from "../../dom.js";
import { Placement, STATES, Sampler } from "../../engine/placement.js";
import { objectiveLink } from "../../marks.js";
import { href } from "../../site.js";
import { placeable } from "../../placeable.js";
import { placing } from "../../sitting.js";
import { t } from "../../text.js";
import { onward } from "../ask/days.js";
import { run } from "../ask/round.js";

/** @typedef {import("../../element.js").App} App */

/** The same dice each time: a placement that goes on weighs the same states. */
const SEED = 1;
/** States sampled before the page may breathe. */
const SLICE = 100;

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function placement(el, app) {
  const { model, store } = app;
  const box = h("div.asking");
  el.append(box);
  /** What was taken as known, on this page: it stays in the list when it is taken back. @type {number[]} */
  let taken = [];

  /** @returns {Promise<void>} */
  const begin = async () => {
    const state = await prepare(model());
    if (!state) return away();
    const first = state.now();
    if ("done" in first && !state.questions) return nothing();
    const go = run(box, app, {
      kind: "placement",
      use: "placement",
      straight: true,
      next: (can) => {
        for (;;) {
          const now = state.now();
          if ("done" in now) return null;
          if (can(now.ask)) return { objective: now.ask };
          state.left[now.ask] = 0;
        }
      },
      count: () => ({ n: state.questions + 1 }),
      told: (objective, correct, { options }, ms) => {
        state.answer(objective, correct, options);
        state.ms += ms;
        announce(t("placement.kept"));
      },
      end: () => (void finish(state), h("p", null, t("placement.wait"))),
      stop: button(t("placement.stop"), () => finish(state), "btn.quiet"),
    });
    return go(true);
  };

  /** Keeps what is likely known, and shows it. @param {Placement} state */
  const finish = async (state) => {
    taken = state.known();
    const { c } = model();
    for (const ix of taken) await store.append({ kind: "placement", objective: c.objectives[ix].id, answer: true });
    await store.append({ kind: "placement", target: "done" });
    result(true);
  };

  const away = () => void fill(box, h("p.notice", { role: "alert" }, t("ask.away")), h("p.row", null, button(t("ask.retry"), () => begin(), "btn")));

  const again = () => button(t("placement.again"), () => begin());

  /** @param {boolean} moved */
  const result = (moved) => {
    const m = model();
    const known = [...new Set([...taken, ...m.standings.flatMap((s, ix) => (s.placed ? [ix] : []))])].sort((a, b) => a - b);
    fill(
      box,
      h("h2", { tabindex: -1 }, t(known.length ? "placement.known" : "placement.fresh")),
      h("p", null, t(known.length ? "placement.known_note" : "placement.fresh_note")),
      known.length > 0 && h("ul.entries.placed", null, known.map((ix) => row(m, ix))),
      onward(again()),
    );
    if (moved) {
      /** @type {HTMLElement | null} */ (box.querySelector("h2"))?.focus();
      scrollTo({ top: 0 });
    }
  };

  /** @param {import("../../model.js").Model} m @param {number} ix */
  const row = (m, ix) => {
    const { id, can, title } = m.c.objectives[ix];
    const held = m.standings[ix].known;
    const put = async () => {
      await store.append({ kind: "placement", objective: id, answer: !held });
      announce(t(held ? "placement.taken_back" : "placement.put_back"));
      result(false);
    };
    const words = held ? "placement.not_yet" : "placement.after_all";
    return h(
      held ? "li" : "li.is-out",
      null,
      h(`span.mark.mark-${held ? "can" : "later"}`, { "aria-hidden": "true" }),
      h("div", null, can || objectiveLink(m, ix), !held && [" ", h("span.soft", null, t("placement.out"))]),
      button([t(words), h("span.visually-hidden", null, ": ", title)], put, "btn.quiet", { "data-key": "placed-" + ix }),
    );
  };

  const nothing = () => fill(box, h("h2", { tabindex: -1 }, t("placement.nothing")), h("p", null, t(model().goals.length ? "placement.nothing_goals" : "placement.nothing_note")), onward());

  const welcome = () =>
    fill(
      box,
      h("ul.rules", null, ["minutes", "unknown", "stop", "counts"].map((rule) => h("li", null, t("placement.rule_" + rule)))),
      h("p.row", null, button(t("placement.begin"), begin, "btn"), h("a.btn.plain", { href: href("index.html") }, t("placement.skip"))),
    );

  const { begun, finished } = placing(model().asked.log);
  if (begun) void begin();
  else if (finished) result(false);
  else if (placeable(model())) welcome();
  else nothing();
  return () => {};
}

/**
 * The placement as far as it is: the states are sampled, what was answered is weighed again.
 * @param {import("../../model.js").Model} m
 */
async function prepare(m) {
  const count = await askable();
  if (!count) return null;
  const { graph, known, log } = m.asked;
  const sampler = new Sampler(graph, known, m.goals.filter((ix) => !m.standings[ix].known), SEED, STATES);
  while (!sampler.more(SLICE)) await new Promise((ok) => setTimeout(ok));
  // Only what has questions for this can be asked about; the rest is told from what was.
  const objectives = m.c.objectives.map((o, ix) => ({ ...o, items: count(ix, "placement") }));
  return Placement.resume({ ...graph, c: { ...m.c, objectives } }, sampler, placing(log).log);
}
