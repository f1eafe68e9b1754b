/** What the worker has to know after it was put to sleep; kept in a cache beside those of the builds. */

import { NAME, address } from "./build.js";

/**
 * @typedef {object} State
 * @property {"visited" | "path" | "all"} choice what the learner chose to keep
 * @property {string[]} want paths to keep beside what every visitor keeps; unless the choice is all
 * @property {boolean} whole nothing of that is missing
 * @property {Record<string, string>} clients which build an open page is of, by client id; "": whatever the server has.
 *   A page that is not named is of this worker's build.
 */

const open = () => caches.open(NAME + "state");
const KEY = address("assets/offline/state");

/** @type {Promise<State> | null} */
let known = null;

/** @returns {Promise<State>} */
export function state() {
  known ??= open()
    .then((cache) => cache.match(KEY))
    .then((kept) => kept?.json())
    .then((kept) => ({ choice: "visited", want: [], whole: true, clients: {}, ...kept }));
  return known;
}

/** Another worker may have changed it. */
export function forget() {
  known = null;
}

let turn = Promise.resolve();

/** Changes it, one change after the other. @param {(state: State) => void} edit @returns {Promise<void>} */
export function change(edit) {
  const done = turn.then(async () => {
    const now = await state();
    edit(now);
    await (await open()).put(KEY, new Response(JSON.stringify(now)));
  });
  turn = done.catch(() => {});
  return done;
}
