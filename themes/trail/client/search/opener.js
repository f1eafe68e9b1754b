/**
 * Search comes when it is first asked for, by the link in the header or a key: its script, its styles, and the parts of
 * its index one by one. Without it the link leads to the list of all lessons.
 */

import { href } from "../site.js";

/**
 * Whether somebody asks for search: by the link, or by Ctrl (or ⌘) and K. No key alone opens it: those who speak to
 * their device or type with a switch press one by accident (WCAG 2.1.4).
 * @param {Event} event
 * @returns {boolean}
 */
export function asks(event) {
  const { key, ctrlKey, metaKey, target } = /** @type {KeyboardEvent & { target: Element }} */ (event);
  const held = ctrlKey || metaKey;
  return event.type === "click" ? !held && !!target.closest?.(".top-search") : held && key === "k";
}

/** Waits for the first time. */
export function searchWaits() {
  /** @param {Event} event */
  const first = (event) => {
    if (!asks(event)) return;
    event.preventDefault();
    for (const type of ["click", "keydown"]) removeEventListener(type, first);
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = href("assets/search.css");
    style.onload = style.onerror = () => {
      const script = document.createElement("script");
      script.src = href("assets/wend-search.js");
      script.onerror = () => (location.href = href("all/index.html"));
      document.head.append(script);
    };
    document.head.append(style);
  };
  for (const type of ["click", "keydown"]) addEventListener(type, first);
}
