/** What reads and writes TOML, loaded when a class file comes or goes: few visits need it. */

import { loadScript } from "../site.js";

/** @typedef {Pick<typeof import("../vendor/smol-toml.js"), "parse" | "stringify" | "TomlDate">} Toml */

/** @returns {Promise<Toml>} rejects where it can't be had */
export async function loadToml() {
  const WEND = /** @type {any} */ (window.WEND);
  if (!WEND.toml) await loadScript("assets/wend-teach-toml.js");
  if (!WEND.toml) throw new Error("assets/wend-teach-toml.js");
  return WEND.toml;
}
