/** What only the map needs; linked into `assets/wend-map.js`, which that page loads after the script of all pages. */

import { element } from "../element.js";
import { map } from "../elements/map/map.js";

element("wend-map", map);
