/** What only `teach/conference.html` needs; linked into `assets/wend-teach-conference.js`, which that page loads after the script of all pages. */

import { conference } from "../desk/conference/conference.js";
import { deskElement } from "../desk/page.js";
import { loadBoard } from "../desk/room.js";
import { speak } from "../desk/voice.js";

speak();
deskElement("wend-teach-conference", conference, loadBoard);
