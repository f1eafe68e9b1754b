/** What only a check on another page needs; linked into `assets/wend-check.js`, which a page loads when there is a check to offer. */

import { element } from "../element.js";
import { check } from "../elements/check/check.js";

element("wend-check", check);
