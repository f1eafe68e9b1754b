/** A button that copies what stands in a field, and says so. */

import { button, h } from "./dom.js";

/**
 * @param {HTMLTextAreaElement | HTMLInputElement} area
 * @param {string} label of the button
 * @param {string} done said when it is copied
 */
export function copier(area, label, done) {
  const said = h("span.soft", { role: "status" });
  const copy = async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      document.execCommand("copy"); // from disk, in frames and in old browsers
    }
    said.textContent = done;
  };
  // What was said is no longer true of another text.
  return { el: h("p.row", null, button(label, copy), said), forget: () => (said.textContent = "") };
}
