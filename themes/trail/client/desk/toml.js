/** What reads and writes TOML, loaded when a class file comes or goes: few visits need it. */

import { borrow } from "../lend.js";

/** @typedef {Pick<typeof import("../vendor/smol-toml.js"), "parse" | "stringify" | "TomlDate">} Toml */

/** @returns {Promise<Toml | null>} null: it can't be had */
export const loadToml = () => borrow("toml", "assets/wend-teach-toml.js");
