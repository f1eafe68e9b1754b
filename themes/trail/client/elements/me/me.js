/**
 * `<wend-me>`: the learner's own page. What they like and want, what they can do and why the site thinks so, what they made,
 * wrote and wonder, who else learns here, and the whole record in their own hands. Its parts open one by one; what is
 * seldom used is loaded then.
 */

import { goalChooser, interestChooser } from "../../choosers.js";
import { button, h } from "../../dom.js";
import { session } from "../../field.js";
import { lazy } from "../../lazy.js";
import { storeName } from "../../site.js";
import { things } from "../../things.js";
import { inTime } from "../../engine/evidence.js";
import { row, t } from "../../text.js";
import { whatICan } from "./can.js";
import { everything } from "./everything.js";
import { ownGoals } from "./goals.js";
import { howMuchHelp, whoIsHere } from "./here.js";
import { keep } from "./keep.js";
import { loader } from "./load.js";
import { talks } from "./talks.js";
import { thoughts, wonders } from "./thoughts.js";

/** @typedef {import("../../element.js").App} App */

/**
 * A part of the page.
 * @typedef {object} Part
 * @property {HTMLElement} el
 * @property {() => unknown} draw only while it is open
 * @property {() => string} [state] what is in it, in a few words
 * @property {() => unknown} [open] loads what it needs
 * @property {() => boolean} [there] whether there is anything in it; without, always
 */

/** Parts that are open in this tab: a reload finds them as they were. */
const OPEN = storeName + "|open";

/** Names shown of what one likes. */
const FEW = 3;

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function me(el, app) {
  const kept = keep(app);
  /** @type {[string, string, Part][]} */
  const parts = [
    ["likes", "interests.title", likes(app)],
    ["goals", "goals.title", goals(app)],
    ["projects", "projects.title", own(app, "wend-projects", "project")],
    ["can", "me.can", whatICan(app)],
    ["made", "made.title", own(app, "wend-made", "product")],
    ["wonders", "wonder.title", wonders(app)],
    ["words", "me.words", thoughts(app)],
    ["talks", "talks.title", talks(app)],
    ["help", "help.title", howMuchHelp(app)],
    ["who", "who.title", whoIsHere(app)],
  ];
  const all = everything(app);
  const hasInterests = app.model().c.lessons.some((l) => l.interests.length);
  const open = new Set(opened());
  const folds = parts.filter(([id]) => id !== "likes" || hasInterests).map(([id, title, part]) => fold(id, title, part, open));
  const toPaper = async () => {
    await Promise.all(folds.map((f) => f.load()));
    print();
  };
  el.append(
    h("div.parts", null, folds.map((f) => f.el)),
    h("p.row.no-print", null, button(t("me.print"), toPaper)),
    h("section", { "aria-labelledby": "keep" }, h("h2", { id: "keep" }, t("save.title")), kept.el, h("h3", null, t("load.title")), loader(app)),
    h("section", { "aria-labelledby": "all" }, h("h2", { id: "all" }, t("me.all")), all.el),
  );
  const goTo = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    folds.find((f) => f.id === id)?.show();
    // The browser looked for the anchor before there was one.
    if (id) document.getElementById(id)?.scrollIntoView();
  };
  addEventListener("hashchange", goTo);
  // On paper all of it stands, but for what only a screen can do. What was not loaded is, where the page's own button is pressed.
  addEventListener("beforeprint", () => folds.forEach((f) => f.paper(true)));
  addEventListener("afterprint", () => folds.forEach((f) => f.paper(false)));
  goTo();
  return () => {
    for (const f of folds) f.draw();
    kept.draw();
    all.draw();
  };
}

/**
 * A part that opens.
 * @param {string} id
 * @param {string} title
 * @param {Part} part
 * @param {Set<string>} open those that are open; kept as long as the tab
 */
function fold(id, title, part, open) {
  const state = h("span.part-state");
  let loaded = false;
  const load = async () => {
    if (!loaded) await part.open?.();
    loaded = true;
  };
  const toggled = () => {
    const now = box.hasAttribute("open");
    if (now) open.add(id);
    else open.delete(id);
    session((s) => s.setItem(OPEN, [...open].join(" ")));
    if (!now) return;
    void load();
    part.draw();
  };
  const box = h("details.part", { open: open.has(id), ontoggle: toggled }, h("summary", null, h("h2", { id }, t(title)), " ", state), h("div.part-body", null, part.el));
  const el = h("section", { "aria-labelledby": id }, box);
  let before = false;
  return {
    el,
    id,
    load,
    show: () => box.setAttribute("open", ""),
    paper: (/** @type {boolean} */ on) => {
      if (on) before = box.hasAttribute("open");
      box.toggleAttribute("open", on || before);
    },
    draw: () => {
      el.hidden = part.there?.() === false;
      state.textContent = part.state?.() ?? "";
      if (box.hasAttribute("open")) part.draw();
    },
  };
}

/** Ids of the parts that were open. */
function opened() {
  let ids = "";
  session((s) => (ids = s.getItem(OPEN) ?? ""));
  return ids.split(" ");
}

/** @param {App} app @returns {Part} */
function likes(app) {
  const chooser = interestChooser(app);
  const state = () => {
    const { c, facts } = app.model();
    const names = [...facts.interests.keys()].map((id) => c.interests.find((i) => i.id === id)?.title ?? id);
    return names.length > FEW ? t("me.and_more", { names: row(names.slice(0, FEW)), n: names.length - FEW }) : row(names);
  };
  return { ...chooser, el: h("div", null, h("p.soft", null, t("interests.note")), chooser.el), state };
}

/** Goals of the guide, and goals in own words. @param {App} app @returns {Part} */
function goals(app) {
  const chooser = goalChooser(app);
  const mine = ownGoals(app);
  const draw = () => {
    mine.draw();
    chooser.draw();
  };
  const state = () => count("me.n_goals", app.model().goals.length + mine.n());
  return { el: h("div", null, mine.el, h("h3", null, t("own_goals.guide")), chooser.el), draw, state };
}

/**
 * Things of the learner's own whose part is loaded when it is opened.
 * @param {App} app
 * @param {string} name of the element
 * @param {string} kind of entry
 * @returns {Part}
 */
function own({ model }, name, kind) {
  const { el, open } = lazy(name, "made.missing");
  return { el, open, draw: () => {}, state: () => count("me.n_" + kind, things(inTime(model().asked.log), kind).length) };
}

/** Nothing is said of nothing. @param {string} key @param {number} n */
const count = (key, n) => (n ? t(key, { n }) : "");
