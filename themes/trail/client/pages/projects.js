/** What only one's own projects need; linked into `assets/wend-projects.js`, which Me loads when they are opened. */

import { element } from "../element.js";
import { projects } from "../elements/projects/projects.js";

element("wend-projects", projects);
