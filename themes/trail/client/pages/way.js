/**
 * What finds a path; linked into `assets/wend-way.js`. No kind of page has this name: those that show a path load it when
 * the learner has a goal (`way`).
 */

import { Planner } from "../engine/path.js";
import { inOrder } from "../engine/order.js";
import { engineArrived } from "../way.js";

engineArrived({ Planner, inOrder });
