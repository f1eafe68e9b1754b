/** What only a lesson needs; linked into `assets/wend-lesson.js`, which that page loads after the script of all pages. */

import { element } from "../element.js";
import { after } from "../elements/after/after.js";
import { standing } from "../elements/standing/standing.js";

element("wend-standing", standing);
element("wend-after", after);
