/** What only `me.html` needs; linked into `assets/wend-me.js`, which that page loads after the script of all pages. */

import { element } from "../element.js";
import { me } from "../elements/me/me.js";

element("wend-me", me);
