/** Files that the desk writes. Nothing leaves the browser in any other way. */

import { announce, h } from "../dom.js";
import { t } from "../text.js";
import { fileName } from "../writing.js";

/** So many changes without a file are worth a word. */
export const MANY_UNSAVED = 20;

/**
 * Hands a text over as a download.
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Everything the desk holds, in one file for the teacher alone.
 * @param {import("./desk.js").Desk} desk
 */
export async function saveBackup(desk) {
  download(fileName(desk.curriculum, t("desk.file_backup"), new Date()), desk.backup().text, "application/json");
  await desk.markSaved();
  announce(t("desk.saved"));
}
