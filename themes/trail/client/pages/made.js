/**
 * What only the portfolio needs, and the files in it; linked into `assets/wend-made.js`, which Me loads when it is opened, and
 * other pages when a record with files is saved.
 */

import { element } from "../element.js";
import { made } from "../elements/made/made.js";

element("wend-made", made);
