/**
 * When: how much time the learner has in a week, on which days, by when they want to be there; and what follows from it.
 * Nothing must be answered; without an answer the path has no dates.
 */

import { announce, button, fill, h } from "../../dom.js";
import { dayOf, pace, schedule } from "../../engine/schedule.js";
import { today } from "../../engine/retrieval.js";
import { list, objectiveLink } from "../../marks.js";
import { duration, t, whole } from "../../text.js";
import { wayOf } from "../../way.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {import("../../model.js").Model} Model */
/** @typedef {import("../../engine/schedule.js").Schedule} Schedule */

/** Minutes in a week that one tick chooses. */
const USUAL = [30, 60, 90, 120, 180];
/** Monday to Friday, where nothing was said. */
const SCHOOL = [0, 1, 2, 3, 4];
const DAY = 864e5;

const lang = () => document.documentElement.lang || "en";
/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat(lang(), { timeZone: "UTC", numberingSystem: "latn", ...options });

/** From one day to another, in words. @param {number} from @param {number} to */
export const spanText = (from, to) => whole(format({ weekday: "short", day: "numeric", month: "short" }).formatRange(from * DAY, to * DAY));

/** The whole date. @param {number} day */
export const longText = (day) => whole(format({ dateStyle: "long" }).format(day * DAY));

/** The weekdays of a record's settings. @param {Model} m @returns {number[]} 0 = Monday */
export function weekdays({ facts }) {
  const kept = facts.settings.get("weekdays");
  const days = Array.isArray(kept) ? kept.filter((day) => Number.isInteger(day) && day >= 0 && day < 7) : [];
  return days.length ? [...new Set(days)].sort() : SCHOOL;
}

/** @param {Model} m @returns {string} `YYYY-MM-DD`, or nothing */
function deadline({ facts }) {
  const kept = facts.settings.get("deadline");
  return typeof kept === "string" && dayOf(kept) !== null ? kept : "";
}

/**
 * The path laid over the weeks.
 * @param {Model} m
 * @returns {Schedule | "no-minutes" | "too-long" | "no-day"}
 */
export function laid(m) {
  const { graph, known, log, now } = m.asked;
  const { steps } = wayOf(m).plan();
  return schedule(graph, known, m.goals, steps.map((s) => [s.lesson, s.minutes]), {
    today: today(log, now),
    weekly_minutes: m.profile.weekly_minutes ?? 0,
    weekdays: weekdays(m),
    pace: pace(m.c, log, m.profile.extra_percent ?? 0),
    deadline: dayOf(deadline(m)),
  });
}

/**
 * What the dates say of the whole path.
 * @param {Model} m
 * @param {ReturnType<typeof laid>} dates
 */
export function outlook(m, dates) {
  if (dates === "too-long") return h("p.notice", null, t("week.too_long"));
  const day = dayOf(deadline(m));
  if (dates === "no-minutes" && day !== null) return h("p.notice", null, t("week.no_minutes", { day: longText(day) }));
  if (typeof dates === "string") return null;
  const { end, deadline: wanted, pace: real } = dates;
  return [
    h("p", null, t("week.end", { day: longText(end) })),
    (real >= 1150 || real <= 850) && h("p.soft", null, t(real > 1000 ? "week.slower" : "week.faster")),
    wanted && (wanted.met ? h("p.soft", null, t("week.in_time", { day: longText(wanted.day) })) : late(m, wanted)),
  ];
}

/**
 * A day that can't be kept: what fits, what doesn't, and what would help. Which goal has to wait is the learner's choice.
 * @param {Model} m
 * @param {import("../../engine/schedule.js").Deadline} wanted
 */
function late(m, { day, minutes, fits, late, weekly_minutes: enough }) {
  return h(
    "div.notice",
    null,
    h("p", null, t("week.late", { day: longText(day), time: duration(minutes) })),
    fits.length > 0 && h("p", null, t("week.fits"), " ", list(fits.map((goal) => objectiveLink(m, goal)), true)),
    late.length > 0 && h("ul", null, late.map(({ goal, missing }) => h("li", null, objectiveLink(m, goal), ": ", t("week.missing", { time: duration(missing) })))),
    h("p", null, enough ? t("week.enough", { time: duration(enough) }) : t("week.never"), " ", t("week.choose")),
  );
}

/**
 * Asks for the time there is; what is ticked is kept at once.
 * @param {App} app
 * @param {boolean} [mine] the time of whoever is asked, who alone knows on which days
 * @returns {{ el: HTMLElement, draw: () => void }}
 */
export function week({ store, model }, mine = true) {
  /** @param {string} target @param {unknown} answer */
  const keep = (target, answer) => store.append({ kind: "setting", target, answer });
  /** @param {number} n */
  const minutes = async (n) => {
    await keep("weekly_minutes", n || null);
    announce(n ? t("week.kept") : t("week.none"));
  };
  const usual = USUAL.map((n) => {
    const input = /** @type {HTMLInputElement} */ (h("input", { type: "radio", name: "weekly", value: n, onchange: () => minutes(n) }));
    return { n, input, el: h("label", null, input, duration(n)) };
  });
  const other = /** @type {HTMLInputElement} */ (h("input", { id: "weekly-other", type: "number", inputmode: "numeric", min: 5, max: 6000, step: 5, onchange: () => minutes(Math.min(6000, Math.max(0, Math.round(Number(other.value) || 0)))) }));
  // 5 January 1970 was a Monday.
  const names = [...Array(7).keys()].map((day) => [format({ weekday: "short" }), format({ weekday: "long" })].map((f) => f.format((day + 4) * DAY)));
  const days = names.map(([short, long]) => {
    const change = () => {
      const now = days.flatMap(({ input }, at) => (input.checked ? [at] : []));
      // A week without a day says nothing; the last one stays.
      if (!now.length) input.checked = true;
      else void keep("weekdays", now);
    };
    const input = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", onchange: change, "aria-label": long }));
    return { input, el: h("label", null, input, short) };
  });
  const until = /** @type {HTMLInputElement} */ (h("input", { id: "deadline", type: "date", onchange: () => keep("deadline", until.value || null) }));
  const drop = button(t("week.drop"), () => minutes(0), "btn.quiet");
  const summary = h("summary");
  const el = h(
    "details.my-week.no-print",
    null,
    summary,
    h("p.soft", null, t("week.what")),
    h("fieldset", null, h("legend", null, t("week.minutes")), h("div.segments", null, usual.map(({ el }) => el)), h("p.inline-field", null, h("label", { for: "weekly-other" }, t("week.other")), " ", other)),
    mine && h("fieldset", null, h("legend", null, t("week.days")), h("div.segments", null, days.map(({ el }) => el))),
    h("p.inline-field", null, h("label", { for: "deadline" }, t("week.until")), " ", until),
    h("p.row", null, drop),
  );
  const draw = () => {
    const m = model();
    const n = m.profile.weekly_minutes ?? 0;
    const some = weekdays(m);
    const long = new Intl.ListFormat(lang()).format(some.map((day) => names[day][0]));
    fill(summary, n ? t("week.set", { time: duration(n), days: long }) : t("week.ask"));
    for (const { n: one, input } of usual) input.checked = one === n;
    if (document.activeElement !== other) other.value = n && !USUAL.includes(n) ? String(n) : "";
    days.forEach(({ input }, day) => (input.checked = some.includes(day)));
    if (document.activeElement !== until) until.value = deadline(m);
    drop.hidden = !n;
  };
  return { el, draw };
}

