/** What reads a pasted list; linked into `assets/wend-teach-list.js`, which the class list loads with the first one. */

import { readList } from "../desk/list.js";
import { lend } from "../lend.js";

lend("readList", readList);
