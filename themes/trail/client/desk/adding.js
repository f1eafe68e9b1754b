/** One more learner: a name, and they are on the list. */

import { announce, h } from "../dom.js";
import { field } from "../field.js";
import { t } from "../text.js";
import { aliasOf, rowOf } from "./roster.js";

/**
 * @param {import("./desk.js").Desk} desk
 * @param {{ id: string, label: string, keep: string, groups?: () => string[], added?: (key: string) => unknown }} of id: of the field;
 *   groups: those they are in at once
 */
export function adding(desk, { id, label, keep, groups = () => [], added = () => {} }) {
  const said = h("p.soft", { hidden: true });
  const say = (/** @type {string} */ words) => {
    said.hidden = false;
    said.textContent = words;
    announce(words);
  };
  const onkeep = async (/** @type {string} */ text) => {
    const alias = aliasOf(text);
    if (!alias) return say(t("roster.no_alias"));
    const same = desk.rows().some((row) => row.alias.toLocaleLowerCase() === alias.toLocaleLowerCase());
    const { key } = await desk.save({ ...rowOf("", { alias, groups: groups() }), key: undefined });
    say(t(same ? "roster.added_same" : "roster.added", { name: alias }));
    added(key);
  };
  return h("div", null, field({ id, label, keep, rows: 1, onkeep }), said);
}
