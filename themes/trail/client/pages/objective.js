/** What only an objective needs; linked into `assets/wend-objective.js`, which that page loads after the script of all pages. */

import { element } from "../element.js";
import { asked } from "../elements/standing/asked.js";
import { tutor } from "../elements/tutor/tutor.js";

element("wend-standing", asked);
element("wend-tutor", tutor);
