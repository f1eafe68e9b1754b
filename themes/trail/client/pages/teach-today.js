/** What only `teach/index.html` needs; linked into `assets/wend-teach-today.js`, which that page loads after the script of all pages. */

import { deskElement } from "../desk/page.js";
import { loadBoard } from "../desk/room.js";
import { today } from "../desk/today/today.js";

deskElement("wend-teach-today", today, loadBoard);
