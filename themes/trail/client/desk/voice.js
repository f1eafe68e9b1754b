/**
 * The desk speaks of a learner where the learner's own pages speak to them. Parts that stand on both name one key; on the desk,
 * what `voice.` has for a key takes its place.
 */

import { STRINGS } from "../strings.gen.js";

const VOICE = "voice.";

/** From now on this page speaks to a teacher, whatever texts come with scripts that are loaded later. */
export function speak() {
  for (const spoken of Object.keys(STRINGS)) {
    if (spoken.startsWith(VOICE)) Object.defineProperty(STRINGS, spoken.slice(VOICE.length), { get: () => STRINGS[spoken], set: () => {}, enumerable: true, configurable: true });
  }
}
