/** What only `teach/learner.html` needs; linked into `assets/wend-teach-learner.js`, which that page loads after the script of all pages. */

import { learner } from "../desk/learner/learner.js";
import { deskElement } from "../desk/page.js";
import { loadBoard } from "../desk/room.js";
import { speak } from "../desk/voice.js";

speak();
deskElement("wend-teach-learner", learner, loadBoard);
