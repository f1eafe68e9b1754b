/** What makes a sheet a talk; linked into `assets/wend-teach-talks.js`, which printing loads when it is asked for. */

import { talks } from "../desk/print/talks.js";
import { lend } from "../lend.js";

lend("talkSheets", talks);
