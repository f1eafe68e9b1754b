/** What only reading aloud needs; linked into `assets/wend-listen.js`, which a page loads when it is asked for. */

import { element } from "../element.js";
import { listen } from "../elements/listen/listen.js";

element("wend-listen", listen);
