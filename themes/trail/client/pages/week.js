/** What only the week needs; linked into `assets/wend-week.js`, which Today loads when there is one to plan, to keep or to look back on. */

import { element } from "../element.js";
import { week } from "../elements/week/week.js";

element("wend-week", week);
