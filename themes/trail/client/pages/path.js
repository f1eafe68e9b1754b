/** What only my path needs; linked into `assets/wend-path.js`, which that page loads after the script of all pages. */

import { element } from "../element.js";
import { path } from "../elements/path/path.js";

element("wend-path", path);
