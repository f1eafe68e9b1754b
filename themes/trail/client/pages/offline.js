/** What only `offline.html` needs; linked into `assets/wend-offline.js`, which that page loads after the script of all pages. */

import { element } from "../element.js";
import { offline } from "../elements/offline/offline.js";

element("wend-offline", offline);
