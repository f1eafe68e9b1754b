// What taking a ticket writes into the log. Twin of `entries` and `taken_back` in crates/wend-core/src/ticket.rs.
import { own } from "./facts.js";

/**
 * @param {import("./ticket.js").Ticket} ticket
 * @returns {({ kind: string } & Record<string, unknown>)[]}
 */
export function entriesOf({ goals = [], pins = [], excludes = [], interests = [], avoid = [], forms = [], support, autonomy, weekly_minutes, extra_percent, deadline }) {
  /** @param {string} target @param {unknown} answer */
  const setting = (target, answer) => ({ kind: "setting", target, answer });
  const plain = Object.entries({ support, autonomy, weekly_minutes, extra_percent, deadline });
  return [
    ...goals.map(objective => ({ kind: "goal", objective, answer: true })),
    ...pins.map(lesson => ({ kind: "path", target: "pin", lesson, answer: true })),
    ...excludes.map(lesson => ({ kind: "path", target: "exclude", lesson, answer: true })),
    ...interests.map(([id, weight]) => setting("interest:" + id, weight / 1000)),
    ...avoid.map(id => setting("avoid:" + id, 1)),
    ...forms.map(name => setting("form:" + name, 1)),
    ...plain.filter(([, value]) => value !== undefined && value !== null).map(([name, value]) => setting(name, value)),
    setting("started", true),
  ];
}

/**
 * What a teacher asked for, that still holds, and that a ticket asks for no longer (goals, lessons, settings): taking it
 * takes that back. What the learner chose stays, and so does everything where a ticket names neither goals nor lessons.
 * @param {import("./ticket.js").Ticket} ticket
 * @param {readonly import("./evidence.js").Entry[]} happened the log so far, as it happened
 * @returns {({ kind: string } & Record<string, unknown>)[]}
 */
export function takenBack(ticket, happened) {
  if (!ticket.goals?.length && !ticket.pins?.length) return [];
  const asked = new Set(entriesOf(ticket).map(placeOf));
  // A ticket says nothing of a group, so it takes none back.
  return [...given(happened)].flatMap(([place, { kind, target, objective, lesson }]) =>
    asked.has(place) || place === GROUP ? []
    : kind === "goal" ? { kind, objective, answer: false }
    : kind === "setting" ? { kind, target, answer: null }
    : { kind, target, lesson, answer: false });
}

/** Whether a teacher said that there is a group to work with, and nothing changed that. @param {readonly import("./evidence.js").Entry[]} happened */
export const gaveGroup = happened => given(happened).has(GROUP);

const GROUP = "setting group";

/**
 * What a teacher asked for and still holds: each place that an entry can set, with the entry that set it.
 * @param {readonly import("./evidence.js").Entry[]} happened
 */
function given(happened) {
  /** @type {Map<string, import("./evidence.js").Entry>} */
  const holds = new Map();
  for (const e of happened) {
    const place = placeOf(e);
    if (!place) continue;
    holds.delete(place);
    if (e.kind === "setting" ? e.answer != null : e.answer !== false) holds.set(place, e);
  }
  for (const [place, e] of holds) if (own(e)) holds.delete(place);
  return holds;
}

/**
 * What an entry sets, if it is something that a teacher may ask for.
 * @param {Record<string, any>} entry
 */
function placeOf({ kind, target, objective, lesson }) {
  const id = kind === "goal" ? objective : kind === "path" && (target === "pin" || target === "exclude") ? lesson : kind === "setting" && typeof target === "string" && sets(target) ? target : "";
  return id ? `${kind === "path" ? target : kind} ${id}` : "";
}

/** Whether it is a setting that a teacher may set. @param {string} target */
export const sets = target => /^(?:(?:interest|avoid|form):.|(?:support|autonomy|weekly_minutes|extra_percent|deadline|group|started)$)/s.test(target);
