/** What only `index.html` needs; linked into `assets/wend-today.js`, which that page loads after the script of all pages. */

import { element, ready } from "../element.js";
import { offerTicket } from "../elements/ticket/ticket.js";
import { today } from "../elements/today/today.js";

element("wend-today", today);
ready(offerTicket);
