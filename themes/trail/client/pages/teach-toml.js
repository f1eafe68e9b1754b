/** What reads and writes class files; linked into `assets/wend-teach-toml.js`, which pages of the desk load when one comes or goes (`desk/toml`). */

import { lend } from "../lend.js";
import { parse, stringify, TomlDate } from "../vendor/smol-toml.js";

lend("toml", { parse, stringify, TomlDate });
