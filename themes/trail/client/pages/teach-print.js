/** What only printing for a class needs; linked into `assets/wend-teach-print.js`, which that page loads after the script of all pages. */

import { deskElement } from "../desk/page.js";
import { print } from "../desk/print/print.js";

deskElement("wend-teach-print", print);
