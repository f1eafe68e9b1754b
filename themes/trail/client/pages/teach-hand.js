/** What hands paths over; linked into `assets/wend-teach-hand.js`, which planning loads when there is a path to hand over. */

import { handOver } from "../desk/plan/hand.js";
import { lend } from "../lend.js";

lend("handOver", handOver);
