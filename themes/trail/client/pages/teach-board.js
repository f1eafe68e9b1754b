/** What puts a class on one page; linked into `assets/wend-teach-board.js`, which pages of the desk load before they draw (`desk/room`). */

import { board } from "../engine/board.js";

/** @type {any} */ (window.WEND).board = board;
