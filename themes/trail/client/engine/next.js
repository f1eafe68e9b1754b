// What to offer next: merit, variety and slots, each offer with its reason. Twin of
// crates/wend-core/src/next.rs.
import { match, minutesFor, touches } from "./affinity.js";
import { names, strandOf } from "./catalog.js";
import { Readiness, row } from "./readiness.js";

/** @typedef {import("./readiness.js").Graph} Graph */
/** @typedef {import("./affinity.js").Reason} Reason */
/** @typedef {"goal" | "other-way" | "different" | "away" | "open"} Slot */
/** @typedef {{lesson: number, slot: Slot, reason: Reason}} Choice */
/** @typedef {{minutes_left?: number, due?: number[], declined?: number[], path?: number[]}} Moment */
/** @typedef {{lesson: number, strand: number, terms: number[], score: number, interest: number, reviews: number, opens: number}} Candidate */

const AWAY = ["hands-on", "outdoors", "print", "talk", "move"];
const { floor, max, min } = Math;

/**
 * How many lessons would become ready by doing one: tried, counted and taken back.
 * @param {Readiness} now
 * @param {number} lesson
 */
function openedBy(now, lesson) {
  const { size, feeds, lessonOf, c } = now.graph;
  const fresh = [...new Set(c.lessons[lesson].teaches)].filter(o => now.known[o] === 0);
  for (const o of fresh) now.known[o] = 1;
  const stack = [...fresh];
  const touched = [];
  const opened = [];
  for (let node; (node = stack.pop()) !== undefined; ) {
    for (const gate of row(feeds, node)) {
      if (!now.missing[gate]) continue;
      touched.push(gate);
      if (--now.missing[gate]) continue;
      stack.push(size + gate);
      if (lessonOf[gate] >= 0) opened.push(lessonOf[gate]);
    }
  }
  const count = opened.filter(l => now.ready(l)).length;
  for (const gate of touched) now.missing[gate]++;
  for (const o of fresh) now.known[o] = 0;
  return count;
}

/**
 * Up to five choices; two or more whenever two are ready.
 * @param {Graph} graph
 * @param {import("./affinity.js").Profile} profile
 * @param {Iterable<number>} known
 * @param {import("./path.js").Request} request
 * @param {Moment} moment
 * @returns {Choice[]}
 */
export function choices(graph, profile, known, request, moment) {
  const { c } = graph;
  const w = c.weights;
  const now = new Readiness(graph, known);
  const excluded = new Set(request.excludes || []);
  const path = moment.path || [];
  const onPath = new Set(path);
  const due = new Set(moment.due || []);
  const left = moment.minutes_left || 0;
  const liked = (profile.interests || []).map(([i]) => i);
  const declared = [...liked, ...(profile.avoid || [])];
  const away = (/** @type {Candidate} */ { lesson }) => c.lessons[lesson].form.some(form => AWAY.includes(form));

  const candidates = now.readyLessons().filter(l => !excluded.has(l)).map(lesson => {
    const it = c.lessons[lesson];
    const matched = match(c, it, profile);
    const practised = new Set(it.teaches.filter(o => c.objectives[o]).flatMap(o => [o, ...c.objectives[o].encompasses.map(([ix]) => ix)]));
    const reviews = [...practised].filter(o => due.has(o)).length;
    const minutes = minutesFor(it, profile);
    const opens = openedBy(now, lesson);
    const terms = [
      w.next_goal * (onPath.has(lesson) ? 1000 : 0),
      w.next_interest * matched.permille,
      w.next_review * (due.size ? floor((1000 * reviews) / due.size) : 0),
      w.next_fits * (left === 0 || minutes <= left ? 1000 : floor((1000 * left) / minutes)),
      w.next_unlocks * min(200 * opens, 1000),
    ];
    const score = terms.reduce((a, b) => a + b);
    return { lesson, strand: strandOf(c, lesson), terms, score, interest: matched.interest, reviews, opens };
  });

  /** @type {{it: Candidate, slot: Slot}[]} */
  const chosen = [];
  /** @param {Candidate} a @param {Candidate} b */
  const likeness = (a, b) => {
    const [one, two] = [c.lessons[a.lesson], c.lessons[b.lesson]];
    const mine = new Set(one.interests);
    const either = new Set([...mine, ...two.interests]).size;
    const both = mine.size + new Set(two.interests).size - either;
    return (either && floor((500 * both) / either)) + (one.approach && one.approach === two.approach ? 250 : 0) + (a.strand >= 0 && a.strand === b.strand ? 250 : 0);
  };
  const lambda = min(w.next_lambda, 1000);
  /** @param {Slot} slot @param {(it: Candidate) => boolean} wanted */
  const takeBest = (slot, wanted) => {
    /** @type {Candidate | undefined} */
    let best;
    let most = -Infinity;
    for (const it of chosen.length < 5 ? candidates : []) {
      if (chosen.some(other => other.it === it) || !wanted(it)) continue;
      const value = lambda * it.score - (1000 - lambda) * 1000 * max(0, ...chosen.map(other => likeness(it, other.it)));
      if (value > most) {
        most = value;
        best = it;
      }
    }
    if (best) chosen.push({ it: best, slot });
    return !!best;
  };
  // The first step of the path that is ready; then another way to do that step.
  const at = path.find(l => candidates.some(it => it.lesson === l));
  if (at !== undefined) {
    takeBest("goal", it => it.lesson === at);
    const fresh = c.lessons[at].teaches.filter(o => !now.has(o));
    takeBest("other-way", it => c.lessons[it.lesson].teaches.some(o => fresh.includes(o)));
  }
  if (liked.length) {
    // What is different stands beside something that is liked, never before it.
    if (!chosen.length) takeBest("open", ({ lesson }) => touches(c, c.lessons[lesson], liked)) || takeBest("open", () => true);
    const declined = new Set(moment.declined || []);
    takeBest("different", ({ lesson }) => c.lessons[lesson].interests.length > 0 && !declined.has(lesson) && !touches(c, c.lessons[lesson], declared));
  }
  if (!chosen.some(({ it }) => away(it))) takeBest("away", away);
  // Rather not two of one strand.
  const fresh = (/** @type {Candidate} */ { strand }) => strand < 0 || !chosen.some(({ it }) => it.strand === strand);
  while (takeBest("open", fresh) || takeBest("open", () => true));

  /** @param {Candidate} it @returns {Reason | null} */
  const apart = it => {
    const objective = c.lessons[it.lesson].teaches[0];
    const goal = { code: "next-goal", args: { objective: { objective } } };
    if (chosen.length === 1 && it.terms[0] > 0) return goal;
    let most = 0;
    /** @type {Reason | null} */
    let best = null;
    /** @param {number} term @param {boolean} has @param {Reason} reason */
    const speak = (term, has, reason) => {
      const lead = it.terms[term] * chosen.length - chosen.reduce((sum, other) => sum + other.it.terms[term], 0);
      if (has && lead > most) {
        most = lead;
        best = reason;
      }
    };
    /** @param {string} code @param {number} n */
    const number = (code, n) => ({ code, args: { n: { n } } });
    speak(0, true, goal);
    speak(1, it.interest >= 0, { code: "next-interest", args: { interest: { interest: it.interest } } });
    speak(2, it.reviews > 0, number("next-review", it.reviews));
    speak(3, left > 0, number("next-fits", left));
    speak(4, it.opens > 0, number("next-unlocks", it.opens));
    return best;
  };
  // What an offer's place says of it, where nothing else separates it.
  /** @param {Slot} slot @returns {Reason} */
  const placed = slot =>
    slot === "other-way" ? { code: "next-other-way", args: { lesson: { lesson: chosen[0].it.lesson } } }
    : { code: "next-" + (slot === "goal" ? "open" : slot) };
  return chosen.map(({ it, slot }) => ({ lesson: it.lesson, slot, reason: apart(it) || placed(slot) }));
}

/**
 * The lessons declined as "something different" in the last 14 days, for `moment.declined`.
 * @param {import("./catalog.js").Curriculum} c
 * @param {import("./evidence.js").Log} log
 * @param {number} now
 * @returns {number[]}
 */
export function declined(c, log, now) {
  const name = names(c);
  const lately = log.entries.filter(e => e.kind === "decline" && min(e.t, now) > now - 14 * 864e5);
  const lessons = lately.map(({ lesson }) => (lesson ? name.lesson(lesson) : -1));
  return [...new Set(lessons)].filter(ix => ix >= 0).sort((a, b) => a - b);
}
