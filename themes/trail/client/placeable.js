/** Whether there is something to ask somebody who says that they know some of this already. */

import { relevant } from "./engine/relevant.js";

/** @param {import("./model.js").Model} m */
export function placeable({ asked: { graph }, goals, standings, c }) {
  const scope = relevant(graph, goals.filter((ix) => !standings[ix].known));
  return [...scope].some((ix) => c.objectives[ix].items > 0 && c.objectives[ix].depth !== "inquire" && !standings[ix].known);
}
