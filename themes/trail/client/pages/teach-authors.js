/** What a class tells a curriculum's authors; linked into `assets/wend-teach-authors.js`, which the class list loads for saving it. */

import { forAuthors } from "../desk/authors.js";
import { lend } from "../lend.js";

lend("forAuthors", forAuthors);
