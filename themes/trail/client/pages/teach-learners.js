/** What only `teach/learners.html` needs; linked into `assets/wend-teach-learners.js`, which that page loads after the script of all pages. */

import { learners } from "../desk/learners/learners.js";
import { deskElement } from "../desk/page.js";

deskElement("wend-teach-learners", learners);
