// What a learner holds as known, recomputed from the log each time. Twin of crates/wend-core/src/mastery.rs.
import { names } from "./catalog.js";
import { answered, inTime } from "./evidence.js";
import { own } from "./facts.js";
import { dayOf, gradeOf, newMemory, practise, review, today, zoneOf } from "./retrieval.js";

/** @typedef {import("./catalog.js").Curriculum} Curriculum */
/** @typedef {import("./catalog.js").Rule} Rule */
/** @typedef {import("./evidence.js").Entry} Entry */
/** @typedef {import("./retrieval.js").Memory} Memory */
/** @typedef {"unseen" | "started" | "rusty" | "proficient" | "mastered"} Level */
/**
 * @typedef {object} Standing
 * @property {Level} level from answers and products alone
 * @property {boolean} known held as known (for readiness)
 * @property {boolean} credited the teacher credits it
 * @property {boolean} claimed the learner says so
 * @property {boolean} placed provisionally
 * @property {boolean} check a check comes first: before the first use of what was placed, and after a claim that items can test
 * @property {boolean} contested the learner objects
 * @property {boolean} overruled a person decided against the rule, and no later evidence changed that
 * @property {boolean} stuck ten attempts without proficiency, or four wrong in a row; until it is shown, or a person vouches or decides
 * @property {boolean} due to be looked at again today
 * @property {number} streak
 * @property {number} needed
 * @property {number} attempts
 * @property {number} right
 * @property {number | null} last
 * @property {number | null} day the learner's day of the last entry, counted from 1970
 * @property {Memory | null} memory how well it is remembered, from proficiency on, where it has items
 */

const DAY = 864e5;
/** @type {Level[]} */
const LEVELS = ["unseen", "started", "rusty", "proficient", "mastered"];
/** Kinds of entries that say something about an objective. */
const SHOWS = new Set(["answer", "retrieval", "exit", "product", "observation", "placement", "claim", "credit", "contest", "overrule"]);
const STARTED = 1;
const RUSTY = 2;
const PROFICIENT = 3;
const MASTERED = 4;
const { max, min } = Math;

/**
 * P(known) after one more answer by knowledge tracing; other rules leave P as it is.
 * @param {Rule} rule
 * @param {number} p
 * @param {boolean} correct
 */
export function trace({ rule, learn = 0, guess = 0, slip = 0 }, p, correct) {
  if (rule !== "bkt") return p;
  const known = correct ? 1 - slip : slip;
  const unknown = correct ? guess : 1 - guess;
  const likely = p * known + (1 - p) * unknown;
  // What could not happen under the rule's numbers (no slips, no guesses) says nothing.
  const q = likely > 0 ? (p * known) / likely : p;
  return q + (1 - q) * learn;
}

/**
 * What the rule of an objective asks for.
 * @param {Curriculum} c
 * @param {number} ix
 */
function rulesOf(c, ix) {
  const { items, typed_items, depth, mastery, encompasses } = c.objectives[ix];
  const rule = mastery || c.mastery;
  const { n = 0, m = 0, at_least = 0, init = 0, threshold = 1 } = rule;
  const inquire = depth === "inquire";
  /**
   * How many rights it asks for; picked answers can be guessed, so one more of those.
   * @param {boolean} typed
   * @param {number} counted
   * @param {number} belief
   */
  const needed = (typed, counted, belief) => {
    if (rule.rule === "streak") return min(n + (typed ? 0 : 1), items);
    if (rule.rule === "m_of_n") return min(m, items);
    if (rule.rule === "rubric") return at_least;
    let more = 0;
    for (let p = belief < 0 ? init : belief; p < threshold && more < 50; more++) p = trace(rule, p, true);
    return min(counted + more, items);
  };
  return {
    rule, items, needed, inquire, encompasses,
    window: rule.rule === "m_of_n" ? n : rule.rule === "streak" ? needed(false, 0, 0) + 1 : 0,
    allTyped: items > 0 && typed_items >= items,
    // Questions some days later say if it is still known; a piece of work that was made stays made.
    askedAgain: items > 0 && rule.rule !== "rubric",
    least: rule.rule === "rubric" ? at_least : inquire ? 1 : Infinity,
  };
}

/**
 * The level that every row of a product's rubric must have come to so that it completes an objective; null where products
 * complete nothing.
 * @param {Curriculum} c
 * @param {number} ix
 */
export function productLevel(c, ix) {
  const { least } = rulesOf(c, ix);
  return least === Infinity ? null : least;
}

function newTrack() {
  return {
    level: 0, credited: false, claimed: false, placed: false, contested: false, overruled: false, stuck: false,
    attempts: 0, right: 0, last: /** @type {number | null} */ (null), day: /** @type {number | null} */ (null),
    memory: /** @type {Memory | null} */ (null),
    counted: /** @type {[string, boolean][]} */ ([]),
    window: /** @type {[string, boolean][]} */ ([]),
    kept: /** @type {string[]} */ ([]),
    tries: 0, wrong: 0, since: 0, lost: 0, belief: -1, confirmed: false, rightOn: NaN,
  };
}

/**
 * @typedef {ReturnType<typeof newTrack>} Track
 * @typedef {ReturnType<typeof rulesOf>} Rules
 * @typedef {{item: string, correct: boolean, aided: boolean, typed: unknown, retrieval: boolean, grade: import("./retrieval.js").Grade, t: number, day: number}} Answer
 */

/** @param {Track} k @param {number} t @param {number} day */
function start(k, t, day) {
  k.level = max(k.level, STARTED);
  k.last = max(k.last ?? t, t);
  k.day = max(k.day ?? day, day);
}

/** @param {Track} k @param {import("./retrieval.js").Grade} grade @param {Rules} rules @param {number} t @param {number} day */
function prove(k, grade, rules, t, day) {
  k.level = PROFICIENT;
  k.stuck = k.contested = k.overruled = false;
  k.memory = rules.askedAgain ? newMemory(grade, day) : null;
  k.since = t;
  k.tries = k.wrong = k.lost = 0;
  k.kept = [];
}

/**
 * Takes an answer; whether it is the first right one of its day.
 * @param {Track} k
 * @param {Answer} answer
 * @param {Rules} rules
 */
function take(k, answer, rules) {
  const { correct, aided, grade, t, day } = answer;
  k.attempts++;
  if (correct && !aided) {
    k.right++;
    k.wrong = 0;
    k.confirmed = true;
  } else if (!correct) k.wrong++;
  if (k.level < RUSTY) {
    k.placed = k.placed && correct;
    k.tries++;
    count(k, answer, rules);
    if (correct && !aided && !rules.inquire && enough(k, rules)) prove(k, grade, rules, t, day);
    else if (k.tries >= 10 || k.wrong >= 4) k.stuck = true;
  } else retrieve(k, answer, rules);
  const first = correct && k.rightOn !== day;
  if (correct) k.rightOn = day;
  return first;
}

/**
 * Counts an answer towards proficiency.
 * @param {Track} k
 * @param {Answer} answer
 * @param {Rules} rules
 */
function count(k, { item, correct, aided, typed }, { rule, window, allTyped }) {
  const counted = k.counted.some(one => one[0] === item);
  // Giving the same right answer again shows nothing new, nor does a right one with help.
  if (rule.rule === "bkt" && !(correct && (aided || counted))) k.belief = trace(rule, k.belief < 0 ? rule.init || 0 : k.belief, correct);
  if (!correct) k.counted.splice(0, Math.ceil(k.counted.length / 2));
  else if (!aided && !counted) k.counted.push([item, typeof typed === "boolean" ? typed : allTyped]);
  if (!(correct && (aided || k.window.some(one => one[1] && one[0] === item)))) {
    k.window.push([item, correct]);
    k.window.splice(0, k.window.length - window);
  }
}

/**
 * Rights as the rule counts them (the streak of typed answers, else those of the latest attempts), and how many it needs.
 * @param {Track} k
 * @param {Rules} rules
 */
function progress({ counted, window, belief }, { rule, needed, allTyped }) {
  const typed = counted.length ? counted.every(one => one[1]) : allTyped;
  const latest = rule.rule === "m_of_n" || (rule.rule === "streak" && !typed);
  return { streak: latest ? window.filter(one => one[1]).length : counted.length, needed: needed(typed, counted.length, belief) };
}

/** @param {Track} k @param {Rules} rules */
function enough(k, rules) {
  const { streak, needed } = progress(k, rules);
  return rules.rule.rule !== "rubric" && streak >= max(needed, 1);
}

/** What was not looked at for too long is rusty, and only a right answer mends that. @param {Track} k @param {number} day */
function rust(k, day) {
  if (k.level < PROFICIENT || !k.memory || day < k.memory.rusts) return;
  k.level = RUSTY;
  k.kept = [];
}

/**
 * An answer to what was proficient once.
 * @param {Track} k
 * @param {Answer} answer
 * @param {Rules} rules
 */
function retrieve(k, { item, correct, aided, retrieval, grade, t, day }, rules) {
  rust(k, day);
  if (k.memory) k.memory = review(k.memory, grade, day);
  if (correct && aided) return;
  if (correct) {
    k.lost = 0;
    k.stuck = false;
    k.level = max(k.level, PROFICIENT);
    if (retrieval && (rules.items < 2 || !k.kept.includes(item)) && t >= k.since + DAY) k.kept.push(item);
    if (retrieval && k.kept.length >= 2) k.level = MASTERED;
  } else {
    k.stuck = k.stuck || k.wrong >= 4;
    if (!retrieval) return;
    k.kept = [];
    if (++k.lost >= 2) k.level = RUSTY;
  }
}

/**
 * A product counts when a person signed it, or the learner with something to show.
 * @param {Entry} e
 */
function signed({ by, answer, note }) {
  /** @param {unknown} it */
  const shown = it => (typeof it === "object" && it ? Object.keys(it).length > 0 : typeof it === "number" || (typeof it === "string" && it !== ""));
  return !own({ by }) || shown(answer) || shown(note);
}

/** @param {Track} k @param {Rules} rules @param {number} t @param {number} day */
function product(k, rules, t, day) {
  if (k.level < RUSTY) return prove(k, 3, rules, t, day);
  rust(k, day);
  if (k.memory) k.memory = review(k.memory, 3, day);
  k.level = max(k.level, PROFICIENT);
}

/** A person has looked at it: an objection is answered, and drilling may begin anew. @param {Track} k */
function settle(k) {
  k.contested = k.stuck = false;
  k.tries = k.wrong = 0;
}

/** A person vouches for it. @param {Track} k */
function vouch(k) {
  settle(k);
  k.credited = true;
}

/** A person decides: known, or not yet, and then what was shown before counts no more. @param {Track} k @param {boolean} known */
function overrule(k, known) {
  k.overruled = true;
  if (known) return vouch(k);
  settle(k);
  k.level = min(k.level, STARTED);
  k.credited = k.claimed = k.placed = false;
  k.memory = null;
  k.counted = [];
  k.window = [];
  k.belief = -1;
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
  /** @type {Rules[]} */
  const made = [];
  const track = (/** @type {number} */ ix) => (tracks[ix] = tracks[ix] || newTrack());
  const rulesAt = (/** @type {number} */ ix) => (made[ix] = made[ix] || rulesOf(c, ix));
  let zone = 0;
  // A clock that is ahead says nothing about when: its entries count as made with the last one before them.
  let t = now;
  for (const e of inTime(log)) {
    if (e.t <= now) t = e.t;
    zone = zoneOf(e, zone);
    const day = dayOf(t, zone);
    const ix = e.objective ? name.objective(e.objective) : -1;
    if (ix < 0 || !SHOWS.has(e.kind)) {
      const lesson = e.kind === "opened" && e.lesson ? c.lessons[name.lesson(e.lesson)] : undefined;
      for (const o of lesson ? lesson.teaches : []) if (o < c.objectives.length) start(track(o), t, day);
      continue;
    }
    const rules = rulesAt(ix);
    const k = track(ix);
    start(k, t, day);
    const says = typeof e.answer === "boolean" ? e.answer : undefined;
    switch (e.kind) {
      case "answer":
      case "retrieval":
      case "exit": {
        const how = answered(e);
        if (!how) break;
        const { correct, aided } = how;
        const grade = gradeOf(correct, aided, e.certainty);
        if (!take(k, { item: e.item ? name.item(e.item) : "", correct, aided, typed: e.typed, retrieval: e.kind === "retrieval", grade, t, day }, rules)) break;
        for (const [part, permille] of rules.encompasses) {
          const other = part === ix ? undefined : tracks[part];
          if (other?.memory) other.memory = practise(other.memory, grade, day, permille);
        }
        break;
      }
      case "product":
        if ((e.score || 0) >= rules.least && signed(e)) product(k, rules, t, day);
        break;
      case "claim":
        k.claimed = says !== false;
        break;
      case "credit":
        if (says === false) k.credited = false;
        else vouch(k);
        break;
      case "observation":
        // A person who saw it done vouches for it.
        if (says && !own(e)) vouch(k);
        break;
      case "placement":
        // With an item it is a question that was asked, of which placement makes what it makes.
        if (says === undefined || typeof e.item === "string") break;
        k.placed = says;
        k.confirmed = false;
        break;
      case "contest":
        k.contested = says !== false;
        break;
      case "overrule":
        if (says !== undefined) overrule(k, says);
    }
  }
  const present = today(log, now);
  return c.objectives.map(({ items }, ix) => {
    const k = tracks[ix] || newTrack();
    const { credited, claimed, placed, contested, overruled, stuck, attempts, right, last, day, memory } = k;
    rust(k, present);
    const shown = k.level >= RUSTY;
    const known = shown || credited || placed || (claimed && items === 0);
    return {
      level: LEVELS[k.level], known, credited, claimed, placed, contested, overruled, stuck,
      check: items > 0 && !shown && !credited && ((placed && !k.confirmed) || (claimed && !known)),
      due: items > 0 && shown && !stuck && (k.level === RUSTY || (memory !== null && present >= memory.due)),
      ...progress(k, rulesAt(ix)), attempts, right, last, day, memory,
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

/**
 * What a lesson rests on that was only placed: its first use begins with a check of these. By index.
 * @param {Curriculum} c
 * @param {Standing[]} all
 * @param {number} lesson
 * @returns {number[]}
 */
export function checks(c, all, lesson) {
  const it = c.lessons[lesson];
  /** @type {Set<number>} */
  const named = new Set();
  /** @param {import("./catalog.js").Requirement} r */
  const walk = r => (r.op === "objective" ? void named.add(r.ix) : r.of.forEach(walk));
  if (it) [it, ...it.teaches.flatMap(o => c.objectives[o] || [])].forEach(({ requires }) => walk(requires));
  return [...named].filter(o => all[o] && all[o].placed && all[o].check).sort((a, b) => a - b);
}
