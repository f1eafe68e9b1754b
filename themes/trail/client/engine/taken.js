// What taking a ticket writes into the log. Twin of `entries` in crates/wend-core/src/ticket.rs.

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
