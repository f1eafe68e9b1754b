/** Which build this is. A stub: the build of a site replaces this module (`wend-site/src/offline.rs`). */

/** A hash of all that makes it: no two builds have the same. @type {string} */
export const BUILD = "";

/** The hashes of the lists of its files, `assets/offline/<n>.json`. The first holds what every visitor keeps. @type {string[]} */
export const LISTS = [];

/** The length of all files on them. @type {number} */
export const BYTES = 0;
