/**
 * `<wend-week>`: once a week on Today, how the last week was and what one wants to do in this one. Either may be left out. What
 * was planned stands there until the week is over.
 */

import { announce, button, fill, h } from "../../dom.js";
import { session } from "../../field.js";
import { lessonLink } from "../../marks.js";
import { offersOf } from "../../offers.js";
import { storeName } from "../../site.js";
import { t } from "../../text.js";
import { wayOf } from "../../way.js";
import { lessonsOf, weekly } from "../../weeks.js";
import { form } from "../made/form.js";

/** How a lesson was. */
const HOW = ["right", "easy", "hard", "dull"];
/** Lessons to choose from for a week. */
const MOST = 6;

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function week(el, { store, model }) {
  /** @param {string} target */
  const skip = (target) => button(t("weeks.skip"), () => store.append({ kind: "week", target, answer: "skip" }), "btn.quiet");
  const lessons = h("ul.links");
  const back = h(
    "details",
    null,
    h("summary", null, t("weeks.back")),
    h("p.soft", null, t("weeks.back_what")),
    lessons,
    form({ id: "week-back", fields: [{ name: "note", label: t("weeks.back_note") }], keep: t("weeks.done"), onkeep: ({ note }) => looked(note), extra: skip("back") }),
  );
  const ways = h("ul.choice-list");
  const planner = h(
    "details",
    null,
    h("summary", null, t("weeks.plan")),
    h("p.soft", null, t("weeks.plan_what")),
    ways,
    form({ id: "week-plan", fields: [{ name: "note", label: t("weeks.plan_note") }], keep: t("weeks.keep"), onkeep: ({ note }) => planned(note), extra: skip("plan") }),
  );
  const title = h("h2", { id: "week", tabindex: "-1" });
  const mine = h("div");
  const section = h("section", { "aria-labelledby": "week" }, title, mine, back, planner);
  el.append(section);

  /** Lessons ticked for the plan that is being made: as what is typed, they survive a reload. @type {Set<string>} */
  const ticked = new Set();
  const draft = () => `${storeName}|draft|${store.current()?.record ?? ""}|week-plan|ticked`;
  const remember = () => session((s) => s.setItem(draft(), JSON.stringify([...ticked])));
  let whose = "";
  /** Another learner on this device has ticked something else. */
  const recall = () => {
    if (whose === draft()) return;
    whose = draft();
    ticked.clear();
    session((s) => JSON.parse(s.getItem(whose) ?? "[]").forEach((/** @type {string} */ id) => ticked.add(id)));
  };
  /** The plan of this week is being changed. */
  let again = false;

  /** @param {string} note */
  const looked = async (note) => {
    await store.append({ kind: "week", target: "back", answer: "done", note: note || undefined });
    announce(t("weeks.kept"));
  };
  /** @param {string} note */
  const planned = async (note) => {
    if (!note && !ticked.size) return false;
    again = false;
    const lessons = [...ticked];
    ticked.clear();
    remember();
    await store.append({ kind: "week", target: "plan", note: note || undefined, lessons });
    announce(t("weeks.kept"));
    return true;
  };

  const draw = () => {
    recall();
    const m = model();
    const now = weekly(m.asked.log, m.asked.now, m.rename);
    const { plan, askPlan, askBack, said } = now;
    const asked = now.lessons.map(m.lesson).filter((ix) => ix >= 0);
    // What is done goes, and the keyboard must not go with it.
    const stood = [back, planner].find((part) => part.contains(document.activeElement));
    back.hidden = !askBack || !asked.length;
    planner.hidden = !(askPlan || again);
    section.hidden = back.hidden && planner.hidden && !plan;
    title.textContent = t(plan && !again ? "weeks.mine" : "weeks.title");
    fill(
      lessons,
      asked.map((ix) => {
        const { id, title: name } = m.c.lessons[ix];
        const say = (/** @type {string} */ how) => store.append({ kind: "week", target: "back", lesson: id, answer: how });
        return h("li", null, lessonLink(m, ix), h("div.row", { role: "group", "aria-label": name }, HOW.map((how) => button(t("weeks.how_" + how), () => say(how), "btn.plain", { "aria-pressed": String(said.get(id) === how), "data-key": `how-${ix}-${how}` }))));
      }),
    );
    if (!planner.hidden) {
      const next = [...new Set([...offersOf(m).map((o) => o.lesson), ...wayOf(m).plan().steps.map((s) => s.lesson)])].slice(0, MOST);
      fill(
        ways,
        next.map((ix) => {
          const { id, title: name } = m.c.lessons[ix];
          const change = () => {
            if (input.checked) ticked.add(id);
            else ticked.delete(id);
            remember();
          };
          const input = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", checked: ticked.has(id), onchange: change, "data-key": "week-" + ix }));
          return h("li", null, h("label.choice", null, input, h("span", null, name)));
        }),
      );
    }
    const list = plan ? lessonsOf(plan).map(m.lesson).filter((ix) => ix >= 0) : [];
    const change = () => {
      again = true;
      ticked.clear();
      for (const ix of list) ticked.add(m.c.lessons[ix].id);
      planner.setAttribute("open", "");
      draw();
    };
    if (stood?.hidden) (planner.hidden ? title : planner.querySelector("summary"))?.focus();
    fill(
      mine,
      plan && !again && [
        plan.note && h("p", null, h("strong", null, t("weeks.i_want"), " "), plan.note),
        list.length > 0 && h("ul.links", null, list.map((ix) => h("li", null, h(`span.mark.mark-${m.done(ix) ? "can" : m.open(ix) ? "ready" : "later"}`, { "aria-hidden": "true" }), lessonLink(m, ix), m.done(ix) && h("span.soft", null, t("today.done"))))),
        h("p.row", null, button(t("weeks.change"), change, "btn.quiet")),
      ],
    );
  };
  return draw;
}
