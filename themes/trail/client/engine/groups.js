// A class at a glance, for the teacher's desk. Twin of crates/wend-core/src/groups.rs and groups/form.rs.
import { ascending, makeReadiness, row } from "./readiness.js";

/** @typedef {import("./readiness.js").Graph} Graph */
/**
 * @typedef {object} Pupil
 * @property {number[]} known
 * @property {number[]} path lessons, in order
 * @property {number[]} stuck objectives where drilling stopped
 * @property {number[]} contested
 * @property {number[]} due objectives due for practice
 * @property {[number, number][]} learned objective, day since 1970
 * @property {number | null} met the day of the last conference
 * @property {number | null} [next] the day agreed for the next one
 */
/**
 * @typedef {object} Class
 * @property {Pupil[]} pupils
 * @property {number[][][]} past earlier meetings, oldest first: the groups of each
 * @property {number} today
 * @property {number} most groups
 * @property {number} min pupils of a group
 * @property {number} max
 */
/** @typedef {{objective: number, lesson?: number, members: number[]}} Group */
/** @typedef {{objective: number, serves: number[]}} Opener */
/** @typedef {{pupil: number, objective: number, helpers: number[]}} Hand */
/** @typedef {{pupil: number, stuck: number[], contested: number[], days?: number}} Meet */
/** @typedef {{groups: Group[], opener?: Opener, hands: Hand[], meet: Meet[]}} Desk */
/** @typedef {{now: Set<number>, onPath: Set<number>}} Ready */
/** @typedef {{worth: number, objective: number, members: number[]}} Session */

const LATELY = 28;
const TALK = 14;
const COVER = 10;
const ON_PATH = 5;
const STUCK = 8;
const COMPANY = 2;
const MOST_COMPANY = 3;
const RECENT = 6;
const FIXED = 3;
const ROUNDS = 8;
const { max, min } = Math;

/** @param {Graph} graph @param {Pupil} pupil @returns {Ready} */
function readyFor(graph, pupil) {
  const readiness = makeReadiness(graph, pupil.known);
  const fresh = (/** @type {number} */ o) => o < graph.size && !readiness.has(o);
  const teaches = (/** @type {number} */ lesson) => graph.c.lessons[lesson]?.teaches ?? [];
  const ready = pupil.path.filter(lesson => graph.c.lessons[lesson] && readiness.ready(lesson));
  const onPath = new Set(ready.flatMap(teaches).filter(fresh));
  return { now: new Set(ascending([...readiness.outerFringe(), ...pupil.stuck.filter(fresh)])), onPath };
}

/**
 * Who could work together, an opener, who needs a hand, whom to meet.
 * @param {Graph} graph
 * @param {Class} group
 * @returns {Desk}
 */
export function desk(graph, group) {
  const ready = group.pupils.map(pupil => readyFor(graph, pupil));
  const best = opener(graph, group, ready);
  return { groups: form(graph, group, ready), ...(best && { opener: best }), hands: needAHand(group, graph.size), meet: toMeet(group) };
}

/**
 * One thing that serves most of the class.
 * @param {Graph} graph
 * @param {Class} group
 * @param {Ready[]} ready
 * @returns {Opener | null}
 */
function opener(graph, { pupils }, ready) {
  /** @type {Opener | null} */
  let best = null;
  let most = -1;
  let paths = -1;
  for (let objective = 0; objective < graph.size; objective++) {
    const serves = [...pupils.keys()].filter(at => ready[at].now.has(objective) || pupils[at].due.includes(objective));
    const onPath = ready.filter(one => one.onPath.has(objective)).length;
    if (serves.length > most || (serves.length === most && onPath > paths)) {
      [best, most, paths] = [{ objective, serves }, serves.length, onPath];
    }
  }
  return most > 0 ? best : null;
}

/**
 * Who is stuck, each with two classmates who learned it lately.
 * @param {Class} group
 * @param {number} size
 * @returns {Hand[]}
 */
function needAHand({ pupils, today }, size) {
  const asked = pupils.map(() => 0);
  return pupils.flatMap(({ stuck }, pupil) =>
    stuck.filter(o => o < size).map(objective => {
      const able = pupils.flatMap((helper, at) => {
        const days = helper.learned.filter(([o]) => o === objective).map(([, day]) => today - day).filter(n => n >= 0 && n <= LATELY);
        return at !== pupil && !helper.stuck.length && days.length ? [{ at, days: min(...days) }] : [];
      });
      able.sort((a, b) => asked[a.at] - asked[b.at] || a.days - b.days || a.at - b.at);
      const helpers = able.slice(0, 2).map(({ at }) => at);
      for (const at of helpers) asked[at]++;
      return { pupil, objective, helpers };
    }),
  );
}

/** @param {Class} group @returns {Meet[]} */
function toMeet({ pupils, today }) {
  const found = pupils.flatMap(({ stuck, contested, met, next }, pupil) => {
    const days = typeof met === "number" ? max(today - met, 0) : null;
    const due = typeof next === "number" ? today >= next : days === null || days >= TALK;
    if (!stuck.length && !contested.length && !due) return [];
    const presses = 100 * min(stuck.length, 3) + 80 * min(contested.length, 3) + min(days ?? 2 * TALK, 90);
    return [{ presses, meet: { pupil, stuck, contested, ...(days !== null && { days }) } }];
  });
  return found.sort((a, b) => b.presses - a.presses || a.meet.pupil - b.meet.pupil).map(({ meet }) => meet);
}

/**
 * Up to `most` groups that cover most of the class.
 * @param {Graph} graph
 * @param {Class} group
 */
export function groups(graph, group) {
  return form(graph, group, group.pupils.map(pupil => readyFor(graph, pupil)));
}

/** Of two lists of ascending numbers, the one that comes first. */
const inOrder = (/** @type {number[]} */ a, /** @type {number[]} */ b) => {
  for (let i = 0; i < min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
};

/** @param {Graph} graph @param {Class} group @param {Ready[]} ready @returns {Group[]} */
function form(graph, group, ready) {
  const { pupils, past } = group;
  /** @type {{at: number, worth: number}[][]} */
  const candidates = Array.from({ length: graph.size }, () => []);
  pupils.forEach(({ stuck }, at) => {
    for (const o of ready[at].now) {
      candidates[o].push({ at, worth: COVER + (ready[at].onPath.has(o) ? ON_PATH : 0) + (stuck.includes(o) ? STUCK : 0) });
    }
  });
  /** @type {Map<string, number>} */
  const company = new Map();
  /** @type {Map<string, number>} */
  const met = new Map();
  const count = (/** @type {Map<string, number>} */ map, /** @type {string} */ key) => map.set(key, (map.get(key) ?? 0) + 1);
  past.forEach((meeting, at) => {
    for (const list of meeting) {
      const members = ascending(list);
      if (past.length - 1 - at < RECENT) {
        members.forEach((a, i) => members.slice(i + 1).forEach(b => count(company, a + " " + b)));
      }
      count(met, members.join());
    }
  });
  const least = max(group.min, 2);
  const most = min(max(group.max, least), pupils.length);
  const bored = (/** @type {number} */ a, /** @type {number} */ b) => COMPANY * min(company.get(min(a, b) + " " + max(a, b)) ?? 0, MOST_COMPANY);
  const fixed = (/** @type {number[]} */ members) => (met.get(members.join()) ?? 0) >= FIXED;
  const worthOf = (/** @type {number} */ objective, /** @type {number[]} */ members) =>
    candidates[objective].reduce((sum, { at, worth }) => sum + (members.includes(at) ? worth : 0), 0) -
    members.reduce((sum, a, i) => members.slice(i + 1).reduce((more, b) => more + bored(a, b), sum), 0);
  const free = pupils.map(() => true);

  /** @param {number} objective @returns {Session | null} */
  const session = objective => {
    const able = candidates[objective].filter(({ at }) => free[at]);
    /** @type {number[]} */
    const members = [];
    while (members.length < most) {
      let next = -1;
      let adds = 0;
      for (const { at, worth } of able) {
        if (members.includes(at)) continue;
        const value = worth - members.reduce((sum, other) => sum + bored(at, other), 0);
        if (next < 0 || value > adds) [next, adds] = [at, value];
      }
      if (next < 0 || (members.length >= least && adds <= 0)) break;
      members.push(next);
    }
    if (members.length < least) return null;
    const whole = ascending(members);
    if (!fixed(whole)) return { worth: worthOf(objective, whole), objective, members: whole };
    // The same group for the fourth time: someone else instead of one, or one less.
    const others = members.flatMap((_, out) => {
      const less = members.filter((_, i) => i !== out);
      const swapped = able.filter(({ at }) => !members.includes(at)).map(({ at }) => ascending([...less, at]));
      return less.length >= least ? [...swapped, ascending(less)] : swapped;
    });
    const fresh = others.filter(list => !fixed(list)).map(list => ({ worth: worthOf(objective, list), objective, members: list }));
    return fresh.sort((a, b) => b.worth - a.worth || inOrder(a.members, b.members))[0] ?? null;
  };
  const best = () => {
    /** @type {Session | null} */
    let found = null;
    for (let objective = 0; objective < graph.size; objective++) {
      const one = session(objective);
      if (one && (!found || one.worth > found.worth)) found = one;
    }
    return found;
  };
  const set = (/** @type {Session} */ { members }, /** @type {boolean} */ to) => members.forEach(at => (free[at] = to));
  /** @type {Session[]} */
  const chosen = [];
  for (let one; chosen.length < group.most && (one = best()); ) {
    set(one, false);
    chosen.push(one);
  }
  for (let round = 0, better = true; better && round < ROUNDS; round++) {
    better = false;
    chosen.forEach((one, i) => {
      set(one, true);
      const other = best();
      if (other && other.worth > one.worth) {
        chosen[i] = other;
        better = true;
      }
      set(chosen[i], false);
    });
  }
  return chosen.map(({ objective, members }) => {
    const all = members.map(at => makeReadiness(graph, pupils[at].known));
    const open = [...row(graph.teachers, objective)].filter(lesson => all.every(readiness => readiness.open(lesson)));
    const lesson = open.find(l => graph.c.lessons[l].together) ?? open[0];
    return { objective, ...(lesson !== undefined && { lesson }), members };
  });
}
