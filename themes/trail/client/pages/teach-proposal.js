/** The path that is planned; linked into `assets/wend-teach-proposal.js`, which planning loads when there is somebody to plan for. */

import { proposal } from "../desk/plan/proposal.js";
import { lend } from "../lend.js";

lend("proposal", proposal);
