/** All entries of one learner; linked into `assets/wend-teach-entries.js`, which the page of one learner loads with the first look. */

import { listing } from "../desk/learner/listing.js";
import { lend } from "../lend.js";

lend("listing", listing);
