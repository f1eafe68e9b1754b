/** What a lesson's page needs in the frame where a booklet is made; linked into `assets/wend-leaf.js`, loaded there. */

import { handOver } from "../leaf.js";

handOver();
