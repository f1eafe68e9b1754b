/**
 * `<wend-today>`: where to go on. The first time: what do you like, where do you want to get to, or just begin;
 * nothing must be answered. Later: continue, next on the path, other ways, something different, what you did.
 * What the build wrote (the cover, strands, ready-made paths) is the first visit's page and the page without script.
 */

import { keepAhead } from "../../ahead.js";
import { goalChooser, interestChooser } from "../../choosers.js";
import { announce, button, fill, h } from "../../dom.js";
import { inTime } from "../../engine/evidence.js";
import { today as dayOfNow } from "../../engine/retrieval.js";
import { lazy } from "../../lazy.js";
import { goalsGone, leftOut, noWaySaid } from "../../leftout.js";
import { lessonLink, list, objectiveLink } from "../../marks.js";
import { offerList } from "../../offer.js";
import { offersOf } from "../../offers.js";
import { placeable } from "../../placeable.js";
import { routeOf } from "../../routes.js";
import { href } from "../../site.js";
import { review } from "../../sitting.js";
import { wayOut, waysOf } from "../../stuck.js";
import { day, duration, t } from "../../text.js";
import { wayMissing, wayOf } from "../../way.js";
import { weekly } from "../../weeks.js";
import { awayOf } from "./away.js";

/** @typedef {import("../../element.js").App} App */

/** Stops drawn on the trail: so many behind, so many ahead. */
const BEHIND = 2;
const AHEAD = 4;

/** So many hard things at once: more would be discouraging. */
const HARD = 2;

/** So many of the things that a review asks about are named. */
const DUE = 3;

/** Ready-made paths that are shown without being asked for. */
const PATHS = 3;

/** From the fifth day on, what is in no file is said to be in this browser alone: some clear what was not visited for seven. */
const SAFE = 4 * 86_400_000;

/** Lessons shown under "what you did lately". */
const LATELY = 5;

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function today(el, app) {
  const { store, model, drawn } = app;
  const first = h("div", null, [...el.childNodes]);
  const back = h("div", { hidden: true });
  el.append(first, back);

  const likes = interestChooser(app);
  const goals = goalChooser(app);
  const offers = h("div");
  const week = lazy("wend-week", "");
  const start = button(t("today.start"), () => begin(), "btn");
  const begin = async () => {
    await store.append({ kind: "setting", target: "started", answer: true });
    await drawn();
    arrive();
  };
  const paths = first.querySelector(".routes")?.closest("section");
  const routes = [...first.querySelectorAll(".route")].map((route) => takePath(app, /** @type {HTMLElement} */ (route)));
  if (routes.length > PATHS + 1) paths?.append(h("details", null, h("summary", null, t("today.more_paths", { n: routes.length - PATHS })), h("ul.routes", null, routes.slice(PATHS))));
  /** Where the paths stand for who has begun without a goal. */
  const ready = h("div");
  const note = h("p.soft", null, t(paths ? "goals.note" : "goals.note_own"));
  const met = h("section", { "aria-labelledby": "met" });
  const just = h("section", { "aria-labelledby": "begin" }, h("h2", { id: "begin" }, t("today.begin")), offers);
  const chooser = h(
    "div",
    null,
    model().c.lessons.some((l) => l.interests.length) && h("section", { "aria-labelledby": "likes" }, h("h2", { id: "likes" }, t("interests.title")), h("p.soft", null, t("interests.note")), likes.el),
    h("section", { "aria-labelledby": "wants" }, h("h2", { id: "wants" }, t("goals.title")), note, paths, paths ? h("details", null, h("summary", null, t("goals.own")), goals.el) : goals.el, h("p.row", null, start)),
    met,
    just,
  );
  const cover = first.querySelector(".cover");
  if (cover) cover.after(chooser);
  else first.prepend(chooser);

  const draw = () => {
    const m = model();
    // Whoever has shown something, here or elsewhere, is no stranger; placement is a part of the first visit.
    const returning = m.facts.settings.has("started") || (m.leftOut.length > 0 && !offersOf(m).length) || m.facts.opened.size > 0 || m.standings.some((s) => s.known && !s.placed);
    first.hidden = returning;
    back.hidden = !returning;
    // Moved only when it has to be: the keyboard may be in it.
    if (paths && returning !== ready.contains(paths)) (returning ? ready.append(paths) : note.after(paths));
    if (returning) {
      const { plan, askPlan, askBack } = weekly(m.asked.log, m.asked.now, m.rename);
      if (plan || askPlan || askBack) void week.open();
      fill(back, comeBack(app, week.el, ready, away));
    }
    else {
      likes.draw();
      goals.draw();
      fill(met, place(m));
      met.hidden = !met.firstChild;
      // A way leads somewhere: without a place to go to, one just begins.
      start.hidden = !m.goals.length;
      const some = away.order(offersOf(m));
      just.hidden = !some.length;
      fill(offers, away.notice(some), away.mark(offerList(app, some)));
    }
  };
  const away = awayOf(app, draw);
  return draw;
}

/**
 * A ready-made path can be taken with one press; gives it back.
 * @param {App} app
 * @param {HTMLElement} route
 */
function takePath({ store, model, drawn }, route) {
  const it = routeOf(route, model().c);
  if (!it) return route;
  const { id, title, goals, pins, excludes, deadline } = it;
  const take = async () => {
    for (const objective of goals) await store.append({ kind: "goal", objective, answer: true, target: id });
    for (const lesson of pins) await store.append({ kind: "path", target: "pin", lesson, answer: true });
    for (const lesson of excludes) await store.append({ kind: "path", target: "exclude", lesson, answer: true });
    if (deadline) await store.append({ kind: "setting", target: "deadline", answer: deadline });
    await store.append({ kind: "setting", target: "started", answer: true });
    announce(t("goals.taken", { title }));
    await drawn();
    arrive();
  };
  route.append(h("p.row", null, button([t("goals.take"), h("span.visually-hidden", null, " ", title)], take)));
  return route;
}

/** The first visit's page is gone, with the button that was pressed: the keyboard goes on at the new one's heading. */
function arrive() {
  scrollTo({ top: 0 });
  document.getElementById("way")?.focus({ preventScroll: true });
}

/**
 * @param {App} app
 * @param {HTMLElement} week
 * @param {HTMLElement} ready ready-made paths, for who has no goal
 * @param {ReturnType<typeof awayOf>} away
 */
function comeBack(app, week, ready, away) {
  const m = app.model();
  const { alias = "" } = app.store.current() ?? {};
  const open = m.goals.filter((ix) => !m.standings[ix].known);
  const plan = wayOf(m).plan();
  const offers = away.order(offersOf(m));
  keepAhead(m, [...offers.slice(0, 1), ...plan.steps, ...offers].map(({ lesson }) => lesson));
  const [next, ...others] = offers;
  const steps = plan.steps.length;
  const none = open.length > 0 && !steps && !wayMissing();
  const all = m.standings.every((s) => s.known);
  const hello = alias ? t("today.again_name", { name: alias }) : t("today.again");
  return [
    h(
      "header.opening",
      null,
      h("p.over", null, open.length ? `${hello} ${t(none ? "today.wanted" : "today.on_way")}` : hello),
      h("h1", { id: "way", tabindex: -1 }, open.length ? m.c.objectives[open[0]].title : t(m.goals.length || all ? "today.arrived" : "today.where")),
      open.length > 1 && h("p", null, t("today.and_goals"), " ", list(open.slice(1).map((ix) => objectiveLink(m, ix)))),
      open.length > 0 && steps > 0 && h("p.soft", null, t("today.left", { n: steps, time: duration(plan.minutes) }), " ", h("a", { href: href("path.html") }, t("today.see_path"))),
      !open.length && next && h("p", null, h("a", { href: href("me.html#goals") }, t("today.choose_goal"))),
      !next && h("p.lead", null, t(none ? "path.no_way" : all ? "today.nothing" : "after.nothing")),
      wayMissing() && h("p.notice", null, t("path.missing")),
      noWaySaid(app, plan),
      goalsGone(m),
      !next && !open.length && m.leftOut.length > 0 && [h("p", null, t("path.left_out")), leftOut(app, m.leftOut)],
    ),
    away.notice(offers),
    open.length > 0 && steps > 0 && trail(m, open[0]),
    next && h("section", { "aria-labelledby": "next" }, h("h2.visually-hidden", { id: "next" }, t("today.next")), away.mark(offerList(app, [next], true))),
    hard(m),
    others.length > 0 && h("section", { "aria-labelledby": "others" }, h("h2", { id: "others" }, t("today.others")), away.mark(offerList(app, others))),
    !open.length && next && ready,
    due(m),
    week,
    placed(m),
    slip(m),
    unsaved(app),
    !open.length && m.goals.length > 0 && reached(m),
    !next && h("p.row", null, h("a.btn", { href: href("me.html#can") }, t("today.see_can")), h("a.btn.plain", { href: href("map.html") }, t("today.see_map"))),
    lately(m),
    next && m.c.lessons.some((l) => l.interests.length) && h("p.onward", null, h("a", { href: href("me.html#likes") }, t("today.change"))),
  ];
}

/**
 * The trail: what was walked lately, what is next, what lies ahead, and the flag.
 * @param {import("../../model.js").Model} m
 * @param {number} goal
 */
function trail(m, goal) {
  const steps = wayOf(m).plan().steps.map((s) => s.lesson);
  const walked = m.walked().slice(0, BEHIND).reverse();
  /** @param {string} state @param {import("../../dom.js").Kid} kid @param {string} [more] it stands for several */
  const stop = (state, kid, more = "") => h("li." + state + more, null, h("span.visually-hidden", null, t("trail." + state), " "), kid);
  return h(
    "ol.trail",
    { "aria-label": t("trail.label") },
    walked.map((ix) => stop("walked", lessonLink(m, ix))),
    steps.slice(0, AHEAD).map((ix, i) => stop(i ? "ahead" : "next", lessonLink(m, ix))),
    steps.length > AHEAD && stop("ahead", h("a", { href: href("path.html") }, t("today.more_steps", { n: steps.length - AHEAD })), ".more"),
    stop("goal", objectiveLink(m, goal)),
  );
}

/** Where the learner wanted to get to, and is. @param {import("../../model.js").Model} m */
function reached(m) {
  return h("section", { "aria-labelledby": "reached" }, h("h2", { id: "reached" }, t("today.reached")), h("ul.goals", null, m.goals.map((ix) => h("li", null, objectiveLink(m, ix)))));
}

/** What has been hard for a while, each with another way. @param {import("../../model.js").Model} m */
function hard(m) {
  const some = [...m.hard].slice(0, HARD);
  return (
    some.length > 0 &&
    h(
      "section.notice",
      { "aria-labelledby": "stuck" },
      h("h2", { id: "stuck" }, t("stuck.title")),
      some.map(([ix, lessons]) => [h("p", null, objectiveLink(m, ix), ": ", t("stuck.hard")), wayOut(m, waysOf(m, m.teach(ix)), m.below(lessons.length ? lessons : m.teach(ix)))]),
      h("p", null, t("stuck.person")),
    )
  );
}

/** What a review asks about today, told as the page of reviews tells it. @param {import("../../model.js").Model} m */
function due(m) {
  const some = review(m.c, m.asked.log, m.asked.now).asks.map(({ objective }) => objective);
  const n = some.length;
  return (
    n > 0 &&
    h(
      "section",
      { "aria-labelledby": "due" },
      h("h2", { id: "due" }, t("today.due", { n })),
      h("p.soft", null, t("today.due_note", { n })),
      h(
        "ul.links",
        null,
        some.slice(0, DUE).map((ix) => h("li", null, h("span.mark.mark-" + m.markOf(ix), { "aria-hidden": "true" }), objectiveLink(m, ix))),
        n > DUE && h("li.soft", null, t("today.due_more", { n: n - DUE })),
      ),
      h("p.row", null, h("a.btn.plain", { href: href("review.html") }, t("today.review"))),
    )
  );
}

/** The last that was heard of a placement. @param {import("../../model.js").Model} m */
const placing = ({ asked: { log } }) => inTime(log).findLast((e) => e.kind === "placement" && (e.item || e.target === "done"));

/**
 * What is known already may be shown, where there is something to ask. Who did that is not asked to once more.
 * @param {import("../../model.js").Model} m
 */
function place(m) {
  const last = placing(m);
  if (!last && !placeable(m)) return null;
  const done = t(m.standings.some((s) => s.placed) ? "today.place_some" : "today.place_none");
  return [
    h("h2", { id: "met" }, t("today.place")),
    placed(m) || [
      h("p.soft", null, last ? done : t("today.place_note")),
      h("p.row", null, h(last ? "a" : "a.btn.plain", { href: href("placement.html") }, t(last ? "today.place_see" : "today.place_go"))),
    ],
  ];
}

/** A placement that was begun goes on where it stopped. @param {import("../../model.js").Model} m */
function placed(m) {
  return placing(m)?.item && h("p.notice", null, t("today.place_on"), " ", h("a", { href: href("placement.html") }, t("today.place_more")));
}

/** Something was done today: five questions end the day. @param {import("../../model.js").Model} m */
function slip({ asked: { log, now }, standings, c }) {
  const met = standings.some((s, ix) => s.day === dayOfNow(log, now) && c.objectives[ix].items > 0);
  return met && h("p.notice", null, t("today.slip"), " ", h("a", { href: href("slip.html") }, t("today.slip_go")));
}

/** Work of some days that is in no file yet. @param {App} app */
function unsaved({ store, model }) {
  const { now } = model().asked;
  const since = store.current()?.saved ?? 0;
  const first = store.entries().reduce((first, { t, kind }) => (t > since && kind !== "opened" ? Math.min(first, t) : first), now);
  return now - first >= SAFE && h("p.notice", null, t("today.unsaved", { day: day(first) }), " ", h("a", { href: href("me.html#keep") }, t("today.unsaved_go")));
}

/** @param {import("../../model.js").Model} m */
function lately(m) {
  const lessons = m.lately().slice(0, LATELY);
  if (!lessons.length) return null;
  return h(
    "section",
    { "aria-labelledby": "lately" },
    h("h2", { id: "lately" }, t("today.lately")),
    h(
      "ul.links",
      null,
      lessons.map((ix) => h("li", null, h(`span.mark.mark-${m.done(ix) ? "can" : m.open(ix) ? "ready" : "later"}`, { "aria-hidden": "true" }), lessonLink(m, ix), " ", h("span.soft", null, t(m.done(ix) ? "today.done" : "today.begun")))),
    ),
  );
}
