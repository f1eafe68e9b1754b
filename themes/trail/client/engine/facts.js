// What a log says about its learner, beside what they know: interests, goals, settings, places been to.
// Twin of crates/wend-core/src/facts.rs.
//
// A pure fold. Where two entries speak of one thing, the later one counts; nothing is taken from anywhere but the log.
// What each kind of entry means here:
//
//     setting   target "interest:<id or own word>", "avoid:<id>", "form:<name>", else a plain name; answer (null: unset)
//     goal      objective, answer true or false
//     path      lesson, target "pin" or "exclude", answer true or false; target "order", answer: lessons to walk first
//     opened, decline, choice, rating, wonder, reflection, contest, project: lesson or objective, note, score
//
// An entry that changes another one (`things`) begins nothing here.
import { names } from "./catalog.js";

/** @typedef {import("./evidence.js").Entry} Entry */
/**
 * @typedef {object} Facts
 * @property {Map<string, number>} interests by id or own word; weight 0..1
 * @property {Set<string>} avoid
 * @property {Set<string>} forms
 * @property {Map<string, unknown>} settings plain ones: support, autonomy, weekly_minutes, extra_percent, text, theme …
 * @property {Map<string, Entry>} goals objective id → the entry that set it
 * @property {Map<string, Entry>} pins lesson id → entry
 * @property {Map<string, Entry>} excludes lesson id → entry
 * @property {unknown} order lessons that are wanted first, by id, if it is a list
 * @property {Map<string, number>} opened lesson id → last time
 * @property {Map<string, Entry>} ratings lesson id → latest
 * @property {Entry[]} wonders latest first
 * @property {Entry[]} reflections latest first
 * @property {Entry[]} contests latest first
 * @property {Entry[]} words notes that a teacher's file or ticket brought, latest first
 * @property {boolean} fresh nothing chosen or done yet
 */

/**
 * How a renamed thing is called now.
 * @typedef {(kind: "objective" | "lesson" | "item", id: string) => string} Rename
 */

/**
 * How renamed things of a curriculum are called now; what it does not know keeps its name.
 * @param {import("./catalog.js").Curriculum} c
 * @returns {Rename}
 */
export function renames(c) {
  const name = names(c);
  return (kind, id) => (kind === "item" ? name.item(id) : (kind === "lesson" ? c.lessons[name.lesson(id)] : c.objectives[name.objective(id)])?.id ?? id);
}

/**
 * @param {readonly Entry[]} entries as they happened, without what was taken back (the engine's `inTime(newLog(…))`)
 * @param {Rename} [rename]
 * @returns {Facts}
 */
export function fold(entries, rename = (_, id) => id) {
  /** @type {Facts} */
  const facts = {
    interests: new Map(),
    avoid: new Set(),
    forms: new Set(),
    settings: new Map(),
    goals: new Map(),
    pins: new Map(),
    excludes: new Map(),
    order: null,
    opened: new Map(),
    ratings: new Map(),
    wonders: [],
    reflections: [],
    contests: [],
    words: [],
    fresh: true,
  };
  for (const e of entries) {
    const target = typeof e.target === "string" ? e.target : "";
    if (!(e.kind === "setting" && target.startsWith("read:"))) facts.fresh = false;
    const lesson = typeof e.lesson === "string" ? rename("lesson", e.lesson) : "";
    const objective = typeof e.objective === "string" ? rename("objective", e.objective) : "";
    switch (e.kind) {
      case "setting":
        set(facts, target, e.answer ?? null);
        break;
      case "goal":
        put(facts.goals, objective, e);
        break;
      case "path":
        if (target === "pin") put(facts.pins, lesson, e);
        if (target === "exclude") put(facts.excludes, lesson, e);
        if (target === "order") facts.order = e.answer ?? null;
        break;
      case "opened":
        if (lesson) facts.opened.set(lesson, e.t);
        break;
      case "rating":
        if (lesson) facts.ratings.set(lesson, e);
        break;
      case "wonder":
        if (own(e) && !changes(e)) facts.wonders.unshift(e);
        break;
      case "reflection":
        if (own(e)) facts.reflections.unshift(e);
        break;
      case "contest":
        if (own(e)) facts.contests.unshift(e);
        break;
    }
    if (!own(e) && e.note) facts.words.unshift(e);
  }
  return facts;
}

/**
 * Whether the learner made an entry; any other came in a teacher's file or ticket, whatever it calls its maker.
 * @param {Pick<Entry, "by">} e
 */
export function own({ by }) {
  return !by || by === "learner";
}

/**
 * Whether an entry changes what an earlier one began (`things`): its `target` is that one's `[w, n]`.
 * @param {Entry} e
 */
export function changes({ target }) {
  return Array.isArray(target);
}

/**
 * @param {Map<string, Entry>} map
 * @param {string} id
 * @param {Entry} e
 */
function put(map, id, e) {
  if (!id) return;
  map.delete(id); // set again: last in order
  if (e.answer !== false) map.set(id, e);
}

/**
 * @param {Facts} facts
 * @param {string} target
 * @param {unknown} answer
 */
function set(facts, target, answer) {
  const [, group, name] = target.match(/^(interest|avoid|form):(.+)$/s) ?? [];
  const on = answer !== null && answer !== 0 && answer !== false;
  if (group === "interest") {
    facts.interests.delete(name);
    if (on) facts.interests.set(name, typeof answer === "number" ? Math.min(1, Math.max(0, answer)) : 1);
  } else if (group) {
    const into = group === "avoid" ? facts.avoid : facts.forms;
    if (on) into.add(name);
    else into.delete(name);
  } else if (target) {
    if (answer === null) facts.settings.delete(target);
    else facts.settings.set(target, answer);
  }
}
