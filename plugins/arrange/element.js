// Putting things in order, and finding pairs: by buttons and lists of the browser's own, which a finger, a mouse and keys all
// reach; a handle can be dragged as well. Without this script lines and pairs stand there to be read, and numbered by hand.
import { ask } from "wend:ask";
import { ordered } from "./lines.js";
import { paired } from "./pairs.js";

export function connect(el, host) {
  const say = (key, args) => host.t(`arrange.${key}`, args);
  ask(el, host, "arrange", (section, spec, changed) => (spec.kind === "match" ? paired(section, spec, changed, say, host) : ordered(section, spec, changed, say, host)));
}
