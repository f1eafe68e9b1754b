/** What draws QR codes; linked into `assets/wend-qr.js`, which a page loads when there is one to draw. */

import { drawArrived } from "../qr.js";
import { draw } from "../qr/draw.js";

drawArrived(draw);
