/**
 * What the parts of a learner's own pages (goals, interests, time, steps) keep as entries, as changes of a row: the desk
 * shows the same parts, and what they are asked to keep goes into the teacher's list. Pure.
 */

/** @typedef {import("../roster.js").Row} Row */

/**
 * A list with a thing in it, once, or without it.
 * @param {readonly string[]} list
 * @param {unknown} thing
 * @param {boolean} on
 */
function toggled(list, thing, on) {
  const rest = list.filter((one) => one !== thing);
  return on && typeof thing === "string" && thing ? [...rest, thing] : rest;
}

/** Settings by their name in a record, and how a row calls them. */
const PLAIN = { support: "support", autonomy: "autonomy", weekly_minutes: "weekly_minutes", extra_percent: "extra_time", group: "group" };

/**
 * A row after a change; the row itself where the change is none of the teacher's to make.
 * @param {Row} row
 * @param {{ kind: string } & Record<string, any>} fields of an entry
 * @returns {Row}
 */
export function changed(row, { kind, target, objective, lesson, answer }) {
  const { path } = row;
  const on = answer !== false && answer !== null && answer !== 0;
  if (kind === "goal") return { ...row, path: { ...path, goals: toggled(path.goals, objective, on) } };
  if (kind === "path" && target === "pin") {
    // What is asked for is not left out any more.
    return { ...row, path: { ...path, pin: toggled(path.pin, lesson, on), exclude: on ? toggled(path.exclude, lesson, false) : path.exclude } };
  }
  if (kind === "path" && target === "exclude") return { ...row, path: { ...path, exclude: toggled(path.exclude, lesson, on) } };
  if (kind !== "setting" || typeof target !== "string") return row;
  if (target === "deadline") return { ...row, path: { ...path, deadline: on ? answer : undefined } };
  const [, group, name] = /^(interest|avoid|form):(.+)$/s.exec(target) ?? [];
  if (group === "interest") {
    const { [name]: _, ...rest } = row.interests;
    return { ...row, interests: on ? { ...rest, [name]: typeof answer === "number" ? answer : 1 } : rest };
  }
  if (group === "avoid") return { ...row, avoid: toggled(row.avoid, name, on) };
  if (group === "form") return { ...row, form: toggled(row.form, name, on) };
  if (Object.hasOwn(PLAIN, target)) return { ...row, [PLAIN[/** @type {keyof typeof PLAIN} */ (target)]]: on ? answer : undefined };
  return row;
}

/**
 * A row on a ready-made path: its goals, lessons and day instead of those of the one before.
 * @param {Row} row
 * @param {import("../../routes.js").Route} route
 * @returns {Row}
 */
export function onRoute(row, { id, goals, pins, excludes, deadline = row.path.deadline }) {
  return { ...row, path: { goals, pin: pins, exclude: excludes, deadline, template: id } };
}

/**
 * What the learner has made of the path since they took it, each as the entry that would make the row say the same.
 * @param {Row} row
 * @param {import("../../engine/facts.js").Facts} facts of the record over the row (`engine/member`)
 * @returns {({ kind: string } & Record<string, any>)[]}
 */
export function theirs({ path, interests }, facts) {
  /** @param {Map<string, unknown>} map what holds now @param {readonly string[]} mine @param {(id: string, answer: any) => any} entry */
  const differing = (map, mine, entry) => [
    ...[...map.keys()].filter((id) => !mine.includes(id)).map((id) => entry(id, true)),
    ...mine.filter((id) => !map.has(id)).map((id) => entry(id, false)),
  ];
  return [
    ...differing(facts.goals, path.goals, (objective, answer) => ({ kind: "goal", objective, answer })),
    ...differing(facts.pins, path.pin, (lesson, answer) => ({ kind: "path", target: "pin", lesson, answer })),
    ...differing(facts.excludes, path.exclude, (lesson, answer) => ({ kind: "path", target: "exclude", lesson, answer })),
    ...differing(facts.interests, Object.keys(interests), (id, answer) => ({ kind: "setting", target: "interest:" + id, answer: answer ? facts.interests.get(id) : null })),
  ];
}
