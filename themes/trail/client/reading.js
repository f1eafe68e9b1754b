/**
 * How the page is to be read: size, spacing, theme, line focus, and whether it asks how sure one is. Kept in the learner's log like any setting, and
 * mirrored in localStorage so that it can be applied at once, before the log is open.
 * Each becomes a data attribute on `<html>`; the styles do the rest.
 */

/** The settings and their values; the first is the one without an attribute. */
export const READING = {
  text: ["normal", "large", "larger"],
  spacing: ["normal", "wide"],
  theme: ["auto", "light", "dark"],
  focus: ["off", "on"],
  sure: ["yes", "no"],
};

/** @typedef {keyof typeof READING} Reading */

const NAMES = /** @type {Reading[]} */ (Object.keys(READING));

/**
 * The values of a learner's settings; anything unknown is the first.
 * @param {Map<string, unknown>} settings
 * @returns {Record<Reading, string>}
 */
export function readingOf(settings) {
  return /** @type {Record<Reading, string>} */ (
    Object.fromEntries(
      NAMES.map((name) => {
        const value = String(settings.get("read:" + name));
        return [name, READING[name].includes(value) ? value : READING[name][0]];
      }),
    )
  );
}

/**
 * @param {HTMLElement} html
 * @param {Record<string, string>} values
 */
export function applyReading(html, values) {
  for (const name of NAMES) {
    const value = values[name];
    if (READING[name].indexOf(value) > 0) html.setAttribute("data-" + name, value);
    else html.removeAttribute("data-" + name);
  }
}

/**
 * @param {string} store
 * @returns {Record<string, string>}
 */
export function recallReading(store) {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(localStorage.getItem(store + "|reading") ?? "{}")));
  } catch {
    return {};
  }
}

/**
 * @param {string} store
 * @param {Record<string, string>} values
 */
export function mirrorReading(store, values) {
  try {
    const text = JSON.stringify(values);
    // Writing waits for the disk of some devices; reading does not.
    if (localStorage.getItem(store + "|reading") !== text) localStorage.setItem(store + "|reading", text);
  } catch {
    // Only the mirror is lost: the setting comes with the log, a moment later.
  }
}
