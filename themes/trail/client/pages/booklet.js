/** What only the booklet needs; linked into `assets/wend-booklet.js`, which my path loads when it is asked for. */

import { element } from "../element.js";
import { booklet } from "../elements/booklet/booklet.js";

element("wend-booklet", booklet);
