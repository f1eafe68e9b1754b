/** What brings files in; linked into `assets/wend-teach-bring.js`, which Today of the desk loads when the first is near (`desk/late`). */

import { bringIn } from "../desk/bring.js";
import { lend } from "../lend.js";

lend("bringIn", bringIn);
