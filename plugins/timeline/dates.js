// Dates as authors write them, before and after the beginning of the common era.

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * What stands before the colon of an event: `{ from, to?, about }`, or a sentence that says why it is no date.
 * A day is `{ year, month?, day?, era? }`; `year` is negative before the common era, and there is no year 0.
 */
export function readDate(text) {
  const about = /^(?:c\.|ca\.|about|around|~)\s*/i.exec(text);
  const rest = about ? text.slice(about[0].length) : text;
  const ends = rest.split(/\s*(?:–|—|\bto\b|\s-\s)\s*/).map((one) => one.trim());
  if (ends.length > 2) return "has more than two ends";
  const era = /(BCE|BC|CE|AD)\.?$/i.exec(ends[ends.length - 1]);
  // Of “300 – 200 BCE” both are before the common era.
  const days = ends.map((one, n) => readDay(n === 0 && ends.length === 2 && era && /^\d+$/.test(one) ? `${one} ${era[1]}` : one));
  const wrong = days.find((day) => typeof day === "string");
  if (wrong) return wrong;
  const [from, to] = days;
  if (to && when(to) < when(from)) return "ends before it begins";
  return { from, to, about: about !== null };
}

function readDay(text) {
  const found = /^(-|−)?(\d{1,6})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\s*(BCE|BC|CE|AD)?\.?$/i.exec(text);
  if (!found) return "is no date";
  const [, minus, digits, month, day, era] = found;
  const size = Number(digits);
  if (size === 0) return "is a year that never was: 1 BCE was followed by 1 CE";
  const before = minus !== undefined || /^BC/i.test(era ?? "");
  const out = { year: before ? -size : size };
  if (era && !before) out.era = true;
  if (month !== undefined) {
    out.month = Number(month);
    if (out.month < 1 || out.month > 12) return "has a month that is not one of twelve";
  }
  if (day !== undefined) {
    out.day = Number(day);
    if (out.day < 1 || out.day > MONTH_DAYS[out.month - 1]) return "has a day that its month does not have";
  }
  return out;
}

/** Where a day stands, in years; the year before 1 is 0 here, so that distances are right. */
export function when(day) {
  const year = day.year < 0 ? day.year + 1 : day.year;
  return year + ((day.month ?? 1) - 1) / 12 + ((day.day ?? 1) - 1) / 372;
}

/** A day in words, as markup. */
export function words({ from, to, about }) {
  const one = ({ year, month, day, era }) => {
    const number = String(Math.abs(year));
    const shown = year < 0 ? { t: "timeline.bce", year: number } : era ? { t: "timeline.ce", year: number } : number;
    return [...(day ? [String(day), " "] : []), ...(month ? [{ t: `timeline.month-${month}` }, " "] : []), shown];
  };
  return [...(about ? [{ t: "timeline.about" }, " "] : []), ...one(from), ...(to ? [" – ", ...one(to)] : [])];
}

/** How long after the last event this one was, as markup; nothing where nobody can say. What is `about` is told in tens. */
export function later(before, day, about) {
  const whole = when({ year: day.year }) - when({ year: before.year });
  if (before.month && day.month && whole < 2) {
    const months = whole * 12 + day.month - before.month;
    if (months < 12) return months > 0 ? [{ t: "timeline.months", n: months }] : null;
  }
  const years = before.month && day.month ? Math.floor(when(day) - when(before) + 1e-9) : whole;
  if (about && years >= 100) return [{ t: "timeline.years-about", n: Math.round(years / 10) * 10 }];
  return years > 0 ? [{ t: "timeline.years", n: years }] : null;
}
