/**
 * `<wend-calendar>`: the dates of a path as a file for any calendar. Whole days, or at an hour of the day. The path is
 * its property `dates`, set by the page that opens it.
 */

import { calendar } from "../../calendar.js";
import { announce, button, h } from "../../dom.js";
import { dateOf } from "../../engine/schedule.js";
import { lessonHref } from "../../site.js";
import { duration, t } from "../../text.js";
import { fileName } from "../../writing.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {import("../../engine/schedule.js").Schedule} Schedule */

/**
 * @param {HTMLElement & { dates?: Schedule }} el
 * @param {App} app
 */
export function calendarFile(el, app) {
  const hour = /** @type {HTMLInputElement} */ (h("input", { id: "calendar-hour", type: "time" }));
  const said = h("span.soft", { role: "status" });
  const make = () => {
    const { store, model } = app;
    if (!el.dates) return;
    const m = model();
    const { alias = "", record = "" } = store.current() ?? {};
    const name = [t("calendar.name"), alias].filter(Boolean).join(" · ");
    const text = calendar(name, eventsOf(m, el.dates, record, hour.value), Date.now(), document.documentElement.lang);
    const url = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
    h("a", { href: url, download: fileName(m.c.id, alias, new Date()).replace(/json$/, "ics") }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    said.textContent = t("calendar.done");
    announce(t("calendar.done"));
  };
  el.append(
    h("p.soft", null, t("calendar.what")),
    h("p.inline-field", null, h("label", { for: "calendar-hour" }, t("calendar.hour")), " ", hour),
    h("p.row", null, button(t("calendar.make"), make), said),
  );
  return () => {};
}

/**
 * One event a step, over its days; with an hour, one each day that a step is worked on, one after the other.
 * @param {import("../../model.js").Model} m
 * @param {Schedule} dates
 * @param {string} record tells the events of two learners apart who share a calendar
 * @param {string} hour `HH:MM`, or nothing
 */
export function eventsOf(m, { steps, weeks }, record, hour) {
  /** @param {number} step @param {number} minutes @param {string} part */
  const about = (step, minutes, part) => {
    const { id, title, teaches } = m.c.lessons[steps[step].lesson];
    const can = teaches.map((o) => m.c.objectives[o]).map((o) => o.can || o.title);
    // From disk there is no address that another device could open.
    const url = location.protocol === "file:" ? undefined : new URL(lessonHref(id), location.href).href;
    return { uid: `${encodeURIComponent(id)}${part}-${record}@${encodeURIComponent(m.c.id)}.wend`, title, text: [duration(minutes), ...can].join("\n"), url };
  };
  if (!/^\d\d:\d\d$/.test(hour)) return steps.map(({ from, to, minutes }, step) => ({ ...about(step, minutes, ""), from: dateOf(from), to: dateOf(to) }));
  const start = Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3));
  /** @param {number} day @param {number} at minutes since midnight, perhaps past the next */
  const moment = (day, at) => `${dateOf(day + Math.floor(at / 1440))}T${[Math.floor((at % 1440) / 60), at % 60].map((n) => String(n).padStart(2, "0")).join(":")}`;
  /** @type {number[]} events of each step so far */
  const parts = steps.map(() => 0);
  return weeks.flatMap(({ days }) =>
    days.flatMap(({ day, work }) => {
      let at = start;
      return work.map(([step, minutes]) => {
        const from = moment(day, at);
        at += minutes;
        return { ...about(step, minutes, `.${++parts[step]}`), from, to: moment(day, at) };
      });
    }),
  );
}
