/** How long frames of plugins may take. A theme may have a file of its own in this one's place. */

/** One beat, ms: so often the page looks after its frames. Time is counted in beats: while the page is busy there are none. */
export const BEAT = 1_000;

/** So long after the last frame has gone the browser has given their processor up, ms; Chromium 156 within one second. */
export const FREE = 1_500;

/** A task of a plugin lasts so long at most, ms. */
export const TASK = 2_000;
