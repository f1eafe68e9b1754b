/** What only the booklet needs; linked into `assets/wend-booklet.js`, which my path and a class set load when they are asked for. */

import { element } from "../element.js";
import { bind, booklet } from "../elements/booklet/booklet.js";
import { lend } from "../lend.js";

element("wend-booklet", booklet);
lend("bind", bind);
