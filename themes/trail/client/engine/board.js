// A class on one page, for the teacher's desk. Twin of crates/wend-core/src/board.rs.
//
// Everyone is in exactly one of `hands`, `waits`, `fine`; whom to meet stands beside that. A flag names the entries behind
// it and is gone when its cause is. Nothing here depends on the clock: the board is that of a day, at its end in each
// learner's own time.
import { askedOf } from "./asked.js";
import { names as nameOf } from "./catalog.js";
import { inTime } from "./evidence.js";
import { fold, renames } from "./facts.js";
import { desk } from "./groups.js";
import { knownOf, standings } from "./mastery.js";
import { logOf, roll } from "./member.js";
import { inOrder } from "./order.js";
import { Planner } from "./path.js";
import { zoneNow } from "./retrieval.js";
import { dateOf } from "./schedule.js";
import { signsOf } from "./signs.js";

/** @typedef {import("./member.js").Member} Member */
/** @typedef {import("./signs.js").Key} Key the writer and number of an entry */
/** @typedef {import("./mastery.js").Standing} Standing */
/**
 * @typedef {object} Options
 * @property {number} day since 1970
 * @property {{ most: number, min: number, max: number }} size groups, and learners of one
 * @property {string[][][]} [past] earlier meetings, oldest first: the groups of each, by `who`
 * @property {[string, string[]][]} [standards] codes, each with the ids of its objectives
 */
/**
 * Why somebody stands where they do.
 *
 * `stuck` drilling stopped · `seen` a person saw that a hand is needed · `contest` objects to a state · `product` handed
 * something in that a person has to look at · `mix-up` · `never` no talk yet · `talk` the last one is `days` ago ·
 * `agreed` the day agreed for a talk has come · `new` nothing done yet · `quiet` nothing for `days` · `no-goal` · `arrived`
 * all goals reached · `blocked` nothing leads to the goals
 * @typedef {object} Flag
 * @property {"stuck" | "seen" | "contest" | "product" | "mix-up" | "never" | "talk" | "agreed" | "new" | "quiet" | "no-goal" | "arrived" | "blocked"} code
 * @property {string} [objective]
 * @property {string} [mixup]
 * @property {number} [days]
 * @property {Key[]} entries the evidence, oldest first
 */
/** @typedef {{ who: string, entry: Key }} Helper a classmate, and what shows that they can do it */
/** @typedef {Flag & { helpers: Helper[] }} Need */
/** @typedef {{ objective: string, lesson: string | null, members: string[] }} Group */
/** @typedef {{ who: string, because: Flag[] }} Meet */
/** @typedef {{ unseen: number, started: number, rusty: number, proficient: number, mastered: number, known: number, due: number }} States */
/**
 * @typedef {object} Learner
 * @property {string} who unique on the board
 * @property {string} alias
 * @property {"hands" | "waits" | "fine"} place
 * @property {string | null} seen the last day of evidence, YYYY-MM-DD
 * @property {string | null} met the last talk
 * @property {string | null} next the day agreed for the next one
 * @property {States} states how many objectives are in each; `known` and `due` beside
 * @property {{ goals: string[], reached: string[], unreachable: string[], steps: number, minutes: number, next: string | null }} path
 *   goals by objective; steps and minutes left, and the lesson that is next
 * @property {{ shown: number, held: number, begun: number }} standards how many codes
 * @property {Flag[]} flags
 */
/**
 * Of a code: by evidence, otherwise (credited, claimed, placed), or some of it begun. Whoever is in none has not begun.
 * @typedef {{ code: string, objectives: string[], shown: string[], held: string[], begun: string[] }} Standard
 */
/**
 * @typedef {object} Board
 * @property {1} format
 * @property {string} curriculum
 * @property {string} day YYYY-MM-DD
 * @property {{ meet: Meet[], group: Group | null }} ten two to meet, and a group
 * @property {{ objective: string, serves: string[] } | null} opener
 * @property {{ who: string, needs: Need[] }[]} hands
 * @property {{ who: string, because: Flag[] }[]} waits
 * @property {string[]} fine
 * @property {Meet[]} meet most pressing first
 * @property {Group[]} groups
 * @property {{ objective: string, mixup: string, learners: { who: string, entries: Key[] }[] }[]} mixups of two or more
 * @property {Standard[]} standards
 * @property {{ who: string, worked: number, asked: number }[]} minutes this week, and what a week should have (0: not said)
 * @property {Learner[]} learners in the order of their aliases
 */

const DAY = 864e5;
/** Who has done nothing for so many days is quiet. */
const QUIET = 14;

/** Shown by evidence, at some time. @type {unknown[]} */
const SHOWN = ["rusty", "proficient", "mastered"];
/** Autonomy with which one sets goals oneself. @type {unknown[]} */
const OWN = ["own-goals", "own-objectives"];
/** Autonomy with which somebody else has to set them. @type {unknown[]} */
const SET = ["set", "two-ways"];

/** @typedef {ReturnType<typeof look>} Look */

/**
 * All that is known of one learner on a day.
 * @param {import("./readiness.js").Graph} graph
 * @param {{ who: string, member: Member }} of
 * @param {number} day
 */
function look(graph, { who, member }, day) {
  const { c } = graph;
  const log = logOf(c.id, member, (day + 1) * DAY - 1);
  const now = (day + 1) * DAY - 1 - zoneNow(log) * 6e4;
  const all = standings(c, log, now);
  const known = knownOf(all);
  const { profile, request, wished } = askedOf(c, log, fold(inTime(log), renames(c)), all);
  const plan = request.goals.length + request.pins.length ? new Planner(graph, profile, known, request).finish().plan() : null;
  const steps = inOrder(graph, known, plan?.steps ?? [], wished).map(({ lesson }) => lesson);
  return { who, alias: member.alias, all, known, profile, request, plan, steps, signs: signsOf(c, log, now, day) };
}

/**
 * What somebody needs a hand with: where drilling stopped, and where a person saw it.
 * @param {import("./catalog.js").Curriculum} c
 * @param {Look} of
 * @returns {[number, Flag][]}
 */
function needs(c, { all, signs }) {
  return all.flatMap(({ stuck }, ix) => {
    const sign = signs.of.get(ix);
    const objective = c.objectives[ix].id;
    /** @type {Flag | null} */
    const flag = stuck ? { code: "stuck", objective, entries: sign?.answers ?? [] } : sign?.needs ? { code: "seen", objective, entries: [sign.needs] } : null;
    return flag ? [/** @type {[number, Flag]} */ ([ix, flag])] : [];
  });
}

/**
 * What somebody objects to.
 * @param {import("./catalog.js").Curriculum} c
 * @param {Look} of
 * @returns {[number, Flag][]}
 */
function contests(c, { all, signs }) {
  return all.flatMap(({ contested }, ix) => {
    const key = signs.of.get(ix)?.contest;
    return contested ? [[ix, { code: "contest", objective: c.objectives[ix].id, entries: key ? [key] : [] }]] : [];
  });
}

/**
 * What was handed in and only a person can judge.
 * @param {import("./catalog.js").Curriculum} c
 * @param {Look} of
 * @returns {Flag[]}
 */
function products(c, { all, signs }) {
  return c.objectives.flatMap(({ id, depth, mastery }, ix) => {
    const key = signs.of.get(ix)?.handed;
    const judged = depth === "inquire" || (mastery ?? c.mastery).rule === "rubric";
    return key && judged && !all[ix].known ? [{ code: "product", objective: id, entries: [key] }] : [];
  });
}

/**
 * Why the path does not go on by itself.
 * @param {Look} of
 * @param {number} day
 * @returns {Flag[]}
 */
function halted({ known, profile, request, plan, signs }, day) {
  const { goals, pins } = request;
  const { seen } = signs;
  /** @type {Flag[]} */
  const out = [];
  if (seen === null) out.push({ code: "new", entries: [] });
  else if (day - seen >= QUIET) out.push({ code: "quiet", days: day - seen, entries: [] });
  if (!goals.length && !pins.length) {
    if (SET.includes(profile.autonomy)) out.push({ code: "no-goal", entries: [] });
  } else if (!pins.length && goals.every(o => known.includes(o))) {
    if (!OWN.includes(profile.autonomy)) out.push({ code: "arrived", entries: [] });
  } else if (!plan?.steps.length) out.push({ code: "blocked", entries: [] });
  return out;
}

/**
 * The board of a class.
 * @param {import("./readiness.js").Graph} graph
 * @param {readonly Member[]} members
 * @param {Options} options
 * @returns {Board}
 */
export function board(graph, members, { day, size, past = [], standards: codes = [] }) {
  const { c } = graph;
  const looks = roll(members).map(one => look(graph, one, day));
  const names = looks.map(({ who }) => who);
  const objective = (/** @type {number} */ ix) => c.objectives[ix].id;
  const stuck = looks.map(one => needs(c, one));
  const contested = looks.map(one => contests(c, one));
  const at = new Map(names.map((who, i) => [who, i]));
  const found = desk(graph, {
    pupils: looks.map(({ known, steps, all, signs }, i) => ({
      known,
      path: steps,
      stuck: stuck[i].map(([ix]) => ix),
      contested: contested[i].map(([ix]) => ix),
      due: all.flatMap(({ due }, ix) => (due ? [ix] : [])),
      learned: all.flatMap(({ known, level }, ix) => {
        const shown = signs.of.get(ix)?.shown;
        return shown && known && level !== "rusty" ? [/** @type {[number, number]} */ ([ix, shown.day])] : [];
      }),
      met: signs.met?.day ?? null,
      next: signs.met?.next ?? null,
    })),
    past: past.map(meeting => meeting.map(group => group.flatMap(who => at.get(who) ?? []))),
    today: day,
    ...size,
  });

  const hands = looks.flatMap(({ who }, i) => {
    const mine = found.hands.filter(({ pupil }) => pupil === i);
    /** @type {Need[]} */
    const list = stuck[i].map(([ix, flag]) => {
      const helpers = mine.find(hand => hand.objective === ix)?.helpers ?? [];
      return { ...flag, helpers: helpers.flatMap(at => {
        const shown = looks[at].signs.of.get(ix)?.shown;
        return shown ? [{ who: names[at], entry: shown.key }] : [];
      }) };
    });
    return list.length ? [{ who, needs: list }] : [];
  });
  const inHand = new Set(hands.map(({ who }) => who));
  const halts = looks.map((one, i) => [...contested[i].map(([, flag]) => flag), ...products(c, one), ...halted(one, day)]);
  const waits = looks.flatMap(({ who }, i) => (halts[i].length && !inHand.has(who) ? [{ who, because: halts[i] }] : []));
  const waiting = new Set(waits.map(({ who }) => who));
  const fine = names.filter(who => !inHand.has(who) && !waiting.has(who));

  const meet = found.meet.map(({ pupil, days }) => {
    const { met } = looks[pupil].signs;
    /** @type {Flag[]} */
    const because = [...stuck[pupil].map(([, flag]) => flag), ...contested[pupil].map(([, flag]) => flag)];
    if (met?.next != null && day >= met.next) because.push({ code: "agreed", days: day - met.next, entries: [] });
    else if (days === undefined) because.push({ code: "never", entries: [] });
    else because.push({ code: "talk", days, entries: [] });
    return { who: names[pupil], because };
  });
  const groups = found.groups.map(({ objective: o, lesson, members }) => ({
    objective: objective(o),
    lesson: lesson === undefined ? null : c.lessons[lesson].id,
    members: members.map(at => names[at]),
  }));
  const standards = covered(c, looks, codes);
  return {
    format: 1,
    curriculum: c.id,
    day: dateOf(day),
    ten: { meet: meet.slice(0, 2), group: groups[0] ?? null },
    opener: found.opener ? { objective: objective(found.opener.objective), serves: found.opener.serves.map(at => names[at]) } : null,
    hands,
    waits,
    fine,
    meet,
    groups,
    mixups: common(c, looks),
    standards,
    minutes: looks.map(({ who, profile, signs }) => ({ who, worked: Math.floor(signs.worked / 6e4), asked: profile.weekly_minutes ?? 0 })),
    learners: looks.map((one, i) => learner(c, one, standards, {
      place: inHand.has(one.who) ? "hands" : waiting.has(one.who) ? "waits" : "fine",
      flags: [...stuck[i].map(([, flag]) => flag), ...halts[i], ...mixed(c, one)],
    })),
  };
}

/**
 * @param {import("./catalog.js").Curriculum} c
 * @param {Look} of
 * @param {Standard[]} codes
 * @param {{ place: Learner["place"], flags: Flag[] }} placed
 * @returns {Learner}
 */
function learner(c, { who, alias, all, known, request, plan, steps, signs }, codes, { place, flags }) {
  const states = { unseen: 0, started: 0, rusty: 0, proficient: 0, mastered: 0, known: known.length, due: 0 };
  for (const { level, due } of all) {
    states[level]++;
    if (due) states.due++;
  }
  const ids = (/** @type {number[]} */ list) => list.map(ix => c.objectives[ix].id);
  const date = (/** @type {number | null | undefined} */ day) => (day == null ? null : dateOf(Math.max(day, 0)));
  const count = (/** @type {"shown" | "held" | "begun"} */ how) => codes.filter(code => code[how].includes(who)).length;
  return {
    who,
    alias,
    place,
    seen: date(signs.seen),
    met: date(signs.met?.day),
    next: date(signs.met?.next),
    states,
    path: {
      goals: ids(request.goals),
      reached: ids(request.goals.filter(o => known.includes(o))),
      unreachable: ids((plan?.unreachable ?? []).flatMap(({ goal }) => goal ?? [])),
      steps: steps.length,
      minutes: plan?.minutes ?? 0,
      next: steps.length ? c.lessons[steps[0]].id : null,
    },
    standards: { shown: count("shown"), held: count("held"), begun: count("begun") },
    flags,
  };
}

/**
 * @param {import("./catalog.js").Curriculum} c
 * @param {Look} of
 * @returns {Flag[]}
 */
function mixed(c, { signs }) {
  return c.objectives.flatMap(({ id }, ix) => [...(signs.of.get(ix)?.mixups ?? [])].map(([mixup, { entries }]) => ({ code: /** @type {const} */ ("mix-up"), objective: id, mixup, entries })));
}

/**
 * Mix-ups that two or more have in common: those of most learners first, then by objective and name.
 * @param {import("./catalog.js").Curriculum} c
 * @param {Look[]} looks
 * @returns {Board["mixups"]}
 */
function common(c, looks) {
  const all = c.objectives.flatMap(({ id }, ix) => {
    /** @type {Map<string, { who: string, entries: Key[] }[]>} */
    const met = new Map();
    for (const { who, signs } of looks) {
      for (const [mixup, { entries }] of signs.of.get(ix)?.mixups ?? []) {
        const learners = met.get(mixup) ?? [];
        learners.push({ who, entries });
        met.set(mixup, learners);
      }
    }
    const shared = [...met].filter(([, learners]) => learners.length > 1).sort(([a], [b]) => (a < b ? -1 : 1));
    return shared.map(([mixup, learners]) => ({ objective: id, mixup, learners }));
  });
  return all.sort((a, b) => b.learners.length - a.learners.length);
}

/**
 * @param {import("./catalog.js").Curriculum} c
 * @param {Look[]} looks
 * @param {[string, string[]][]} codes
 * @returns {Standard[]}
 */
function covered(c, looks, codes) {
  const name = nameOf(c);
  return codes.flatMap(([code, ids]) => {
    const list = ids.map(name.objective).filter(ix => ix >= 0);
    if (!list.length) return [];
    /** @type {Standard} */
    const of = { code, objectives: list.map(ix => c.objectives[ix].id), shown: [], held: [], begun: [] };
    for (const { who, all } of looks) {
      if (list.every(ix => SHOWN.includes(all[ix].level))) of.shown.push(who);
      else if (list.every(ix => all[ix].known)) of.held.push(who);
      else if (list.some(ix => all[ix].known || all[ix].level !== "unseen")) of.begun.push(who);
    }
    return [of];
  });
}
