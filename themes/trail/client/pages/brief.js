/** What only the brief for a tutor needs; linked into `assets/wend-brief.js`, which a page loads when it is opened. */

import { element } from "../element.js";
import { brief } from "../elements/brief/brief.js";

element("wend-brief", brief);
