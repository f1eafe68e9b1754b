/** Search; linked into `assets/wend-search.js`, which any page loads when it is first asked for. */

import { ready } from "../element.js";
import { search } from "../elements/search/search.js";

ready(search);
