/**
 * The page's language and texts. A stub: the build replaces this module with the tables [client] and [reason]
 * of strings/<lang>.toml, as flat dotted keys.
 */

/** @type {string} */
export const LANG = "en";

/** @type {Record<string, Phrase>} */
export const STRINGS = {};
