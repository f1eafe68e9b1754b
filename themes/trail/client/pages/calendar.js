/** What only the calendar file needs; linked into `assets/wend-calendar.js`, which my path loads when it is asked for. */

import { element } from "../element.js";
import { calendarFile } from "../elements/calendar/calendar.js";

element("wend-calendar", calendarFile);
