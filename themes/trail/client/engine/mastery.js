// What a learner holds as known, recomputed from the log each time. Twin of crates/wend-core/src/mastery.rs.
import { names } from "./catalog.js";
import { inTime } from "./evidence.js";

/** @typedef {import("./catalog.js").Curriculum} Curriculum */
/** @typedef {import("./evidence.js").Entry} Entry */
/** @typedef {"unseen" | "started" | "rusty" | "proficient" | "mastered"} Level */
/**
 * @typedef {object} Standing
 * @property {Level} level from answers and products alone
 * @property {boolean} known held as known (for readiness)
 * @property {boolean} credited the teacher credits it
 * @property {boolean} claimed the learner says so
 * @property {boolean} placed provisionally: its first use begins with a check
 * @property {boolean} contested the learner objects
 * @property {boolean} overruled a person decided against the rule, and no later evidence changed that
 * @property {boolean} stuck ten attempts without proficiency, or four wrong in a row
 * @property {number} streak
 * @property {number} needed
 * @property {number} attempts
 * @property {number} right
 * @property {number | null} last
 */

const DAY = 864e5;
/** @type {Level[]} */
const LEVELS = ["unseen", "started", "rusty", "proficient", "mastered"];
/** Kinds of entries that say something about an objective. */
const SHOWS = ["answer", "retrieval", "exit", "product", "observation", "placement", "claim", "credit", "contest", "overrule"];
const RUSTY = 2;
const PROFICIENT = 3;

/**
 * What the rule of an objective asks for.
 * @param {Curriculum} c
 * @param {number} ix
 */
function rulesOf(c, ix) {
  const { items, typed_items, depth, mastery } = c.objectives[ix];
  const rule = mastery || c.mastery;
  const allTyped = items > 0 && typed_items >= items;
  const n = rule.n || 0;
  // Picked answers can be guessed, so one more of those.
  const needed = (/** @type {boolean} */ typed) =>
    rule.rule === "streak" ? Math.min(n + (typed ? 0 : 1), items)
    : rule.rule === "m_of_n" ? Math.min(rule.m || 0, items)
    : rule.at_least || 0;
  return { rule, needed, window: rule.rule === "m_of_n" ? n : needed(false) + 1, allTyped, inquire: depth === "inquire" };
}

function newTrack() {
  return {
    level: 0, credited: false, claimed: false, placed: false, contested: false, overruled: false, stuck: false,
    attempts: 0, right: 0, last: /** @type {number | null} */ (null),
    counted: /** @type {[string, boolean][]} */ ([]),
    window: /** @type {[string, boolean][]} */ ([]),
    tries: 0, wrong: 0, since: 0, kept: 0, lost: 0, belief: -1,
  };
}

/**
 * @typedef {ReturnType<typeof newTrack>} Track
 * @typedef {ReturnType<typeof rulesOf>} Rules
 */

/** @param {Track} k @param {number} t */
function start(k, t) {
  k.level = Math.max(k.level, 1);
  k.last = k.last === null ? t : Math.max(k.last, t);
}

/** @param {Track} k @param {number} t */
function prove(k, t) {
  k.level = PROFICIENT;
  k.stuck = k.contested = k.overruled = false;
  k.since = t;
  k.tries = k.wrong = k.kept = k.lost = 0;
}

/**
 * @param {Track} k
 * @param {any} e
 * @param {string} item
 * @param {boolean} correct
 * @param {Rules} rules
 * @param {number} t
 */
function answer(k, e, item, correct, rules, t) {
  k.attempts++;
  const aided = e.hints > 0 || e.assisted === true;
  if (correct && !aided) {
    k.right++;
    k.wrong = 0;
  } else if (!correct) {
    k.wrong++;
    if (k.level < RUSTY) k.placed = false;
  }
  if (k.level < RUSTY) {
    k.tries++;
    practise(k, e, item, correct, aided, rules);
    if (correct && !aided && !rules.inquire && enough(k, rules)) prove(k, t);
    else if (k.tries >= 10 || k.wrong >= 4) k.stuck = true;
  } else if (e.kind === "retrieval" && !(correct && aided)) {
    if (correct) {
      k.lost = 0;
      if (t >= k.since + DAY) k.kept++;
      if (k.level === RUSTY) k.level = PROFICIENT;
      if (k.kept >= 2) k.level = 4;
    } else {
      k.kept = 0;
      if (++k.lost >= 2) k.level = RUSTY;
    }
  }
}

/**
 * Counts an answer towards proficiency.
 * @param {Track} k
 * @param {any} e
 * @param {string} item
 * @param {boolean} correct
 * @param {boolean} aided
 * @param {Rules} rules
 */
function practise(k, e, item, correct, aided, rules) {
  const { rule, window, allTyped } = rules;
  if (rule.rule === "bkt" && !aided) {
    const { init = 0, learn = 0, guess = 0, slip = 0 } = rule;
    const p = k.belief < 0 ? init : k.belief;
    const known = correct ? 1 - slip : slip;
    const unknown = correct ? guess : 1 - guess;
    const likely = p * known + (1 - p) * unknown;
    // What could not happen under the rule's numbers (no slips, no guesses) says nothing.
    const q = likely > 0 ? (p * known) / likely : p;
    k.belief = q + (1 - q) * learn;
  }
  if (!correct) k.counted.splice(0, Math.ceil(k.counted.length / 2));
  else if (!aided && !k.counted.some(([known]) => known === item)) {
    k.counted.push([item, typeof e.typed === "boolean" ? e.typed : allTyped]);
  }
  // Giving the same right answer again shows nothing new.
  if (!(correct && (aided || k.window.some(([known, right]) => right && known === item)))) {
    k.window.push([item, correct]);
    k.window.splice(0, k.window.length - window);
  }
}

/**
 * Rights as the rule counts them (the streak of typed answers, else those of the latest attempts), and how many it needs.
 * @param {Track} k
 * @param {Rules} rules
 */
function progress({ counted, window }, { rule, needed, allTyped }) {
  const typed = counted.length ? counted.every(([, typed]) => typed) : allTyped;
  const latest = rule.rule === "m_of_n" || (rule.rule === "streak" && !typed);
  return { streak: latest ? window.filter(([, right]) => right).length : counted.length, needed: needed(typed) };
}

/** @param {Track} k @param {Rules} rules */
function enough(k, rules) {
  const { rule, threshold = 1 } = rules.rule;
  if (rule === "bkt") return k.belief >= threshold;
  const { streak, needed } = progress(k, rules);
  return rule !== "rubric" && streak >= Math.max(needed, 1);
}

/**
 * The standing of every objective, by index, at a time.
 * @param {Curriculum} c
 * @param {import("./evidence.js").Log} log
 * @param {number} now milliseconds since 1970
 * @returns {Standing[]}
 */
export function standings(c, log, now) {
  const name = names(c);
  /** @type {Track[]} */
  const tracks = [];
  const track = (/** @type {number} */ ix) => (tracks[ix] = tracks[ix] || newTrack());
  for (const e of inTime(log)) {
    const t = Math.min(e.t, now);
    const ix = e.objective ? name.objective(e.objective) : -1;
    if (ix < 0 || !SHOWS.includes(e.kind)) {
      const lesson = e.kind === "opened" && e.lesson ? c.lessons[name.lesson(e.lesson)] : undefined;
      for (const o of lesson ? lesson.teaches : []) if (o < c.objectives.length) start(track(o), t);
      continue;
    }
    const rules = rulesOf(c, ix);
    const k = track(ix);
    start(k, t);
    const says = typeof e.answer === "boolean" ? e.answer : undefined;
    switch (e.kind) {
      case "answer":
      case "retrieval":
      case "exit":
        if (typeof e.correct === "boolean") answer(k, e, e.item ? name.item(e.item) : "", e.correct, rules, t);
        break;
      case "product": {
        const least = rules.rule.rule === "rubric" ? rules.needed(true) : rules.inquire ? 1 : Infinity;
        if (k.level < RUSTY && (e.score || 0) >= least) prove(k, t);
        break;
      }
      case "claim":
        k.claimed = says !== false;
        break;
      case "credit":
        k.credited = says !== false;
        break;
      case "placement":
        if (says !== undefined) k.placed = says;
        break;
      case "contest":
        k.contested = says !== false;
        break;
      case "overrule":
        if (says === undefined) break;
        k.overruled = true;
        k.contested = k.stuck = false;
        k.tries = k.wrong = 0;
        if (says) k.credited = true;
        else {
          k.level = Math.min(k.level, 1);
          k.credited = k.claimed = k.placed = false;
          k.counted = [];
          k.window = [];
          k.belief = -1;
        }
    }
  }
  return c.objectives.map(({ items }, ix) => {
    const k = tracks[ix] || newTrack();
    const { level, credited, claimed, placed, contested, overruled, stuck, attempts, right, last } = k;
    return {
      level: LEVELS[level],
      known: level >= RUSTY || credited || placed || (claimed && items === 0),
      credited, claimed, placed, contested, overruled, stuck, ...progress(k, rulesOf(c, ix)), attempts, right, last,
    };
  });
}

/**
 * The objectives held as known, as indices, ascending.
 * @param {Standing[]} all
 * @returns {number[]}
 */
export function knownOf(all) {
  return all.flatMap((s, ix) => (s.known ? [ix] : []));
}
