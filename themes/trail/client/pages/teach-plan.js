/** What only planning needs; linked into `assets/wend-teach-plan.js`, which that page loads after the script of all pages. */

import { deskElement } from "../desk/page.js";
import { plan } from "../desk/plan/plan.js";
import { loadScript } from "../site.js";

deskElement("wend-teach-plan", plan, () => loadScript("assets/wend-way.js"));
