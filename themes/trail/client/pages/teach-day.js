/** What makes the sheet for the day; linked into `assets/wend-teach-day.js`, which printing loads when it is asked for. */

import { day } from "../desk/print/day.js";
import { lend } from "../lend.js";

lend("daySheet", day);
