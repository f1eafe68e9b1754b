/** What only `review.html` needs; linked into `assets/wend-review.js`, which that page loads after the script of all pages. */

import { element } from "../element.js";
import { review } from "../elements/review/review.js";

element("wend-review", review);
