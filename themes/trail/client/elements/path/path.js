/** `<wend-path>`: where the learner is going, when they get there, the steps, and what can be done with all of it. */

import { keepAhead } from "../../ahead.js";
import { goalChooser } from "../../choosers.js";
import { announce, fill, h } from "../../dom.js";
import { loadScript } from "../../site.js";
import { t } from "../../text.js";
import { ownSteps } from "../me/steps.js";
import { wayOf } from "../../way.js";
import { awayOf } from "../today/away.js";
import { mover, propose } from "./move.js";
import { walk } from "./steps.js";
import { summary } from "./summary.js";
import { laid, week } from "./week.js";

/** @typedef {import("../../element.js").App} App */

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function path(el, app) {
  const head = h("div");
  const steps = h("div");
  const time = week(app);
  const dated = calendarOpener();
  const goals = goalChooser(app);
  const mine = ownSteps(app);
  const own = h("section", { "aria-labelledby": "own-steps" }, h("h2", { id: "own-steps" }, t("steps.title")), mine.el);
  const bind = () => openBooklet(el);
  const title = h("summary");
  const change = h("details.goals-change", null, title, goals.el);
  change.toggleAttribute("open", !app.model().goals.length);
  const opening = el.querySelector("header");
  if (opening) opening.after(head, time.el, dated.el, steps, change, own);
  else el.prepend(head, time.el, dated.el, steps, change, own);
  const draw = () => {
    goals.draw();
    mine.draw();
    time.draw();
    const m = app.model();
    const dates = laid(m);
    title.textContent = t(m.goals.length ? "path.change" : "path.choose");
    const some = wayOf(m).plan().steps.length > 0;
    fill(head, summary(m, dates, bind));
    time.el.hidden = !some;
    dated.draw(some && typeof dates === "object" ? dates : null);
    keepAhead(m, wayOf(m).plan().steps.map((step) => step.lesson));
    fill(steps, away.mark(h("div", null, walk(app, dates, { mover, propose }))));
  };
  const away = awayOf(app, draw);
  return draw;
}

/** The dates as a file: what makes it is loaded when it is asked for. */
function calendarOpener() {
  const file = /** @type {HTMLElement & { dates?: import("../../engine/schedule.js").Schedule }} */ (h("wend-calendar"));
  const load = async () => {
    await loadScript("assets/wend-calendar.js");
    if (!customElements.get("wend-calendar")) fill(file, h("p.notice", null, t("calendar.missing")));
  };
  const el = h("details.my-week.no-print", { ontoggle: load }, h("summary", null, t("calendar.open")), file);
  /** @param {import("../../engine/schedule.js").Schedule | null} dates */
  const draw = (dates) => {
    el.hidden = !dates;
    file.dates = dates ?? undefined;
  };
  return { el, draw };
}

/**
 * The booklet takes the page's place until it is closed; what makes it is loaded now.
 * @param {HTMLElement} el
 */
async function openBooklet(el) {
  await loadScript("assets/wend-booklet.js");
  if (!customElements.get("wend-booklet")) return announce(t("path.no_booklet"));
  const booklet = h("wend-booklet");
  booklet.addEventListener("closed", () => {
    booklet.remove();
    el.hidden = false;
    /** @type {HTMLElement | null} */ (el.querySelector("[data-key=booklet]"))?.focus();
  });
  el.hidden = true;
  el.after(booklet);
}
