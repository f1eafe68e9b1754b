/** What a teacher sets for one learner; linked into `assets/wend-teach-form.js`, which the class list loads with the first form. */

import { rowForm } from "../desk/learners/form.js";
import { lend } from "../lend.js";

lend("rowForm", rowForm);
