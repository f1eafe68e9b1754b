// What a number line is made of, worked out exactly: for drawing, for grading and for the point that a learner moves.
import { less, minus, over, plus, read, times, write } from "wend:number";

/** More than this nobody can tell apart. */
const MOST_TICKS = 200;
const MOST_PLACES = 1000;

/** Room for one digit and around a name, and the width of a narrow and of a wide line, all in rem. */
const DIGIT = 0.62;
const AROUND = 0.55;
const NARROW = 17;
const WIDE = 34;

const whole = (n) => ({ n: BigInt(n), d: 1n });
const isWhole = (a) => a.n % a.d === 0n;

/**
 * The line that attributes describe, and what is wrong with them: `{ from, to, step, snap, ticks, places, name }`.
 * `ticks` are numbers, `places` is the index of the last place where a point may stand.
 */
export function axis(attributes) {
  const problems = [];
  const wanted = (key, otherwise) => {
    const text = attributes[key];
    if (text === undefined || text === null || text === "") return otherwise;
    const found = read(text);
    if (found) return found;
    problems.push({ message: `\`${text}\` is not a number`, help: "write it like `3/4`, `0.5` or `-2`", at: `@${key}` });
    return otherwise;
  };
  const above = (key, value, otherwise) => {
    if (less(whole(0), value)) return value;
    problems.push({ message: `\`${key}\` has to be more than 0`, at: `@${key}` });
    return otherwise;
  };
  const from = wanted("from", whole(0));
  let to = wanted("to", whole(1));
  if (!less(from, to)) {
    problems.push({ message: "the line ends before it begins", help: "give it a `to` that is more than its `from`", at: "@to" });
    to = plus(from, whole(1));
  }
  const length = minus(to, from);
  let step = above("step", wanted("step", whole(1)), length);
  let ticks = fits(length, step);
  if (ticks > MOST_TICKS) {
    problems.push({ message: `that would be ${ticks} ticks, and nobody can tell them apart`, help: `${MOST_TICKS} at most`, at: "@step" });
    step = length;
    ticks = 1;
  }
  let snap = above("snap", wanted("snap", step), step);
  if (fits(length, snap) > MOST_PLACES) {
    problems.push({ message: `that would be more than ${MOST_PLACES} places for a point`, at: "@snap" });
    snap = step;
  }
  const every = above("names", wanted("names", whole(1)), whole(1));
  const style = attributes.names ?? attributes.step ?? "1";
  const name = (a) => spell(a, String(style), every);
  return {
    from, to, step, snap, every, problems, name,
    ticks: Array.from({ length: ticks + 1 }, (_, n) => plus(from, times(step, whole(n)))),
    places: fits(length, snap),
    /** The number at a place. */
    place: (n) => plus(from, times(snap, whole(n))),
    /** Where a number stands, in hundredths of the line. */
    at: (a) => percent(over(minus(a, from), length)),
    named: (a) => isWhole(over(a, every)) || write(a) === write(from) || write(a) === write(to),
  };
}

/** How many steps fit into a length. */
function fits(length, step) {
  const times = over(length, step);
  return Number(times.n / times.d);
}

/** A number from 0 to 1 in hundredths, with two digits. */
export function percent(a) {
  return Number((a.n * 1000000n) / a.d) / 10000;
}

/**
 * How a number is written on the line: `{ text, top, bottom, minus }`, by the way in which the step between names is
 * written: `1/4` keeps its quarters, `0.25` its decimals.
 */
function spell(a, style, every) {
  const sign = a.n < 0n ? "−" : "";
  const size = { n: a.n < 0n ? -a.n : a.n, d: a.d };
  const decimals = /[.,](\d+)/.exec(style);
  if (isWhole(a)) return { text: `${sign}${size.n / size.d}` };
  if (decimals && (10n ** BigInt(decimals[1].length)) % lowest(size).d === 0n) {
    const digits = decimals[1].length;
    const all = String((size.n * 10n ** BigInt(digits)) / size.d).padStart(digits + 1, "0");
    return { text: `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}` };
  }
  const parts = times(size, whole(every.d));
  const { n: top, d: bottom } = isWhole(parts) ? { n: parts.n / parts.d, d: every.d } : lowest(size);
  return { text: `${sign}${top}/${bottom}`, top: String(top), bottom: String(bottom), minus: sign !== "" };
}

function lowest(a) {
  const [n, d = "1"] = write(a).split("/");
  return { n: BigInt(n), d: BigInt(d) };
}

/** How wide a name is drawn, in rem. */
export function width(name) {
  const digits = name.top ? Math.max(name.top.length, name.bottom.length) + (name.minus ? 1 : 0) : name.text.length;
  return digits * DIGIT + AROUND;
}

/**
 * Which of so many names in a row are drawn: every one, every second, every third …, on a narrow line and on a wide one.
 * `gap` is their distance in hundredths of the line, `most` the widest name.
 */
export function thinned(gap, most) {
  const every = (room) => {
    const needed = Math.max(1, Math.ceil(most / ((gap / 100) * room)));
    return [1, 2, 4, 5, 10, 20, 50, 100, 200].find((n) => n >= needed) ?? 200;
  };
  return { narrow: every(NARROW), wide: every(WIDE) };
}
