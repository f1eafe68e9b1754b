/** What only a lesson needs; linked into `assets/wend-lesson.js`, which that page loads after the script of all pages. */

import { element } from "../element.js";
import { after } from "../elements/after/after.js";
import { lessonStanding } from "../elements/standing/lesson.js";
import { tutor } from "../elements/tutor/tutor.js";
import { sent } from "../sent.js";

element("wend-standing", lessonStanding);
element("wend-tutor", tutor);
element("wend-after", after);
sent();
