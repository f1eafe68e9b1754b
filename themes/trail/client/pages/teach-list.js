/** A class list from elsewhere, looked at; linked into `assets/wend-teach-list.js`, which the class list loads with the first one. */

import { preview } from "../desk/learners/preview.js";
import { lend } from "../lend.js";

lend("preview", preview);
