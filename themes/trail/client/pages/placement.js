/** What only `placement.html` needs; linked into `assets/wend-placement.js`, which that page loads after the script of all pages. */

import { element } from "../element.js";
import { placement } from "../elements/placement/placement.js";

element("wend-placement", placement);
