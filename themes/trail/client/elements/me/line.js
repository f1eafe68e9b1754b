/** A line on Me that begins something: a goal, a step of one's own. */

import { announce } from "../../dom.js";
import { field } from "../../field.js";
import { t } from "../../text.js";

/**
 * @param {import("../../store/store.js").Store} store
 * @param {string} id
 * @param {"steps." | "own_goals."} words group of its texts (`label`, `keep`, `kept`), with the dot by which the build finds them
 * @param {{ kind: string, answer?: unknown }} entry what it begins, without its words
 */
export function line(store, id, words, entry) {
  return field({
    id,
    label: t(words + "label"),
    keep: t(words + "keep"),
    rows: 1,
    onkeep: async (note) => {
      await store.append({ ...entry, note });
      announce(t(words + "kept"));
    },
  });
}
