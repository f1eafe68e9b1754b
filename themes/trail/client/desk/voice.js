/**
 * The desk speaks of a learner where the learner's own pages speak to them. Parts that stand on both name one key; on the desk,
 * what `voice.` has for a key takes its place.
 */

import { STRINGS } from "../strings.gen.js";

const VOICE = "voice.";

/** From now on this page speaks to a teacher. */
export function speak() {
  for (const key of Object.keys(STRINGS)) if (key.startsWith(VOICE)) STRINGS[key.slice(VOICE.length)] = STRINGS[key];
}
