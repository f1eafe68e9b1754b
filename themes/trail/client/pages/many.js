/** What finds one of many goals; linked into `assets/wend-many.js`, which pages where goals are chosen load when there are many. */

import { lend } from "../lend.js";
import { many } from "../many.js";

lend("many", many);
