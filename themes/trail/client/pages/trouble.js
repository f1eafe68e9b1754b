/** The way out where the browser keeps nothing, or cleared it; linked into `assets/wend-trouble.js`, which pages load when there is something to say. */

import { element } from "../element.js";
import { trouble } from "../elements/trouble/trouble.js";

element("wend-trouble", trouble);
