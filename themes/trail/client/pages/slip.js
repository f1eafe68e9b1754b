/** What only `slip.html` needs; linked into `assets/wend-slip.js`, which that page loads after the script of all pages. */

import { element } from "../element.js";
import { slip } from "../elements/slip/slip.js";

element("wend-slip", slip);
