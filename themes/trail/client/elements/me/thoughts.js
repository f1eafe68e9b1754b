/** What the learner wonders, for the next talk; and what they thought about how it goes. */

import { announce, button, fill, h } from "../../dom.js";
import { inTime } from "../../engine/evidence.js";
import { field } from "../../field.js";
import { own } from "../../engine/facts.js";
import { lessonLink } from "../../marks.js";
import { takeBack } from "../../takeback.js";
import { day, has, t } from "../../text.js";
import { things } from "../../things.js";
import { lessonsOf } from "../../weeks.js";
import { ownSteps } from "./steps.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {import("../../things.js").Thing} Thing */

/** @param {App} app @returns {import("./me.js").Part} */
export function wonders(app) {
  const { store, model } = app;
  const list = h("div");
  const steps = ownSteps(app);
  const el = h(
    "div",
    null,
    list,
    field({ id: "wonder", label: t("wonder.own"), keep: t("wonder.keep"), rows: 1, onkeep: (note) => store.append({ kind: "wonder", note }) }),
    h("h3", null, t("steps.title")),
    h("p.soft", null, t("steps.what")),
    steps.el,
  );
  const open = () => things(inTime(model().asked.log), "wonder").filter((w) => own(w) && w.note && w.answer !== "talked");
  const draw = () => {
    steps.draw();
    const m = model();
    const entries = inTime(m.asked.log);
    const all = things(entries, "wonder").filter((w) => own(w) && w.note).reverse();
    const taken = new Set(things(entries, "step").map((s) => JSON.stringify(s.from)));
    /** @param {Thing} w */
    const row = (w) => {
      const key = w.at.join("-");
      const talked = w.answer === "talked";
      const step = async () => {
        await store.append({ kind: "step", note: w.note, from: w.at, lesson: w.lesson ?? undefined });
        announce(t("steps.kept"));
      };
      return h(
        "li",
        null,
        h("p.own", null, w.note),
        h(
          "p.soft.row",
          null,
          h("span", null, day(w.since)),
          m.lesson(w.lesson) >= 0 && lessonLink(m, m.lesson(w.lesson)),
          taken.has(JSON.stringify(w.at)) ? h("span", null, t("steps.is")) : button(t("steps.make"), step, "btn.quiet", { "data-key": "step-" + key }),
          button(t(talked ? "wonder.open_again" : "wonder.talked"), () => store.append({ kind: "wonder", target: w.at, answer: talked ? null : "talked" }), "btn.quiet", { "data-key": "talked-" + key }),
          back(app, entries, w),
        ),
      );
    };
    const [next, talked] = [all.filter((w) => w.answer !== "talked"), all.filter((w) => w.answer === "talked")];
    fill(
      list,
      next.length ? [h("p.soft", null, t("wonder.for_talk")), h("ul.things", null, next.map(row))] : h("p.empty", null, t("me.no_wonders")),
      talked.length > 0 && h("details", null, h("summary", null, t("wonder.talked_about", { n: talked.length })), h("ul.things", null, talked.map(row))),
    );
  };
  return { el, draw, state: () => (open().length ? t("me.n_wonder", { n: open().length }) : "") };
}

/** @param {App} app @returns {import("./me.js").Part} */
export function thoughts(app) {
  const { store, model } = app;
  /** What was written in one's own words, latest first. @param {import("../../model.js").Model} m */
  const written = (m) => {
    const weeks = inTime(m.asked.log).filter((e) => e.kind === "week" && e.answer !== "skip");
    return [...m.facts.reflections, ...m.facts.contests, ...weeks].filter(wordsOf).sort((a, b) => b.t - a.t);
  };
  const list = h("div");
  const el = h(
    "div",
    null,
    list,
    field({ id: "reflection", label: t("me.reflection"), keep: t("wonder.keep"), onkeep: (note) => store.append({ kind: "reflection", note }) }),
  );
  const draw = () => {
    const m = model();
    const entries = inTime(m.asked.log);
    const mine = written(m);
    fill(
      list,
      mine.length
        ? h(
            "ul.things",
            null,
            mine.map((e) => {
              const ix = m.lesson(e.lesson);
              return h("li", null, h("p.own", null, (e.kind === "contest" || e.kind === "week") && h("strong", null, e.kind === "contest" ? t("me.kind_contest") : has("weeks.kind_" + e.target) && t("weeks.kind_" + e.target), " "), wordsOf(e)), planOf(m, e), h("p.soft.row", null, h("span", null, day(e.t)), ix >= 0 && lessonLink(m, ix), back(app, entries, { ...e, at: [e.w, e.n], since: e.t })));
            }),
          )
        : h("p.empty", null, t("me.no_words")),
    );
  };
  return { el, draw, state: () => (written(model()).length ? t("me.n_reflection", { n: written(model()).length }) : "") };
}

/**
 * @param {App} app
 * @param {readonly Entry[]} entries
 * @param {Thing} thing
 */
function back({ store }, entries, thing) {
  return button(t("me.take_back"), () => takeBack(store, entries, thing), "btn.quiet", { "data-key": "back-" + thing.at.join("-") });
}

/** The lessons of a week's plan, with those that were done. @param {import("../../model.js").Model} m @param {Entry} e */
function planOf(m, e) {
  const list = e.kind === "week" ? lessonsOf(e).map(m.lesson).filter((ix) => ix >= 0) : [];
  return list.length > 0 && h("ul.plan", null, list.map((ix) => h("li", null, lessonLink(m, ix), m.done(ix) && h("span.soft", null, " ", t("weeks.done_one")))));
}

/** @param {Entry} e */
function wordsOf(e) {
  const text = [e.note, e.answer].find((words) => typeof words === "string");
  if (e.kind !== "week") return text ?? "";
  if (e.lesson) return has("weeks.how_" + e.answer) ? t("weeks.how_" + e.answer) : "";
  return e.note ?? (lessonsOf(e).length ? t("weeks.these") : "");
}
