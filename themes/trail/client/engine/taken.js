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
 * Goals and lessons that a teacher asked for, that still hold, and that a ticket asks for no longer: taking it takes them
 * back. What the learner chose stays, and so does everything where a ticket names neither goals nor lessons.
 * @param {import("./ticket.js").Ticket} ticket
 * @param {readonly import("./evidence.js").Entry[]} happened the log so far, as it happened
 * @returns {({ kind: string } & Record<string, unknown>)[]}
 */
export function takenBack({ goals = [], pins = [], excludes = [] }, happened) {
  if (!goals.length && !pins.length) return [];
  /** @type {Record<string, string[]>} */
  const asked = { goal: goals, pin: pins, exclude: excludes };
  /** What holds, and whether a teacher asked for it. @type {Map<string, { what: string, id: string, given: boolean }>} */
  const holds = new Map();
  for (const e of happened) {
    const what = e.kind === "goal" ? "goal" : e.kind === "path" && (e.target === "pin" || e.target === "exclude") ? e.target : "";
    const id = what === "goal" ? e.objective : e.lesson;
    if (!what || !id) continue;
    holds.delete(what + " " + id);
    if (e.answer !== false) holds.set(what + " " + id, { what, id, given: !own(e) });
  }
  return [...holds.values()]
    .filter(({ what, id, given }) => given && !asked[what].includes(id))
    .map(({ what, id }) => (what === "goal" ? { kind: "goal", objective: id, answer: false } : { kind: "path", target: what, lesson: id, answer: false }));
}
