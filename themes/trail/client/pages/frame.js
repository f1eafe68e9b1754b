/**
 * What pages need that show blocks of foreign plugins; linked into `assets/wend-frame.js`, which they load after the
 * script of their kind. The plugins' own scripts, loaded after it, call `WEND.frame`.
 */

import { framed, watch } from "../frame/page.js";

const WEND = /** @type {any} */ (window).WEND;

/** @param {string} name @param {any} def */
WEND.frame = (name, def) => WEND.plugin(name, framed({ name, ...def }));
watch();
