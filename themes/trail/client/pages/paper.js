/** What only typing back from paper needs; linked into `assets/wend-paper.js`, which a lesson loads when it is opened. */

import { element } from "../element.js";
import { paper } from "../elements/paper/paper.js";

element("wend-paper", paper);
