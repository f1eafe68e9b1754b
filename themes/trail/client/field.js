/**
 * A few lines a learner writes: what is typed survives a reload before it is kept, and is kept as text.
 */

import { button, h } from "./dom.js";
import { ready } from "./element.js";
import { storeName } from "./site.js";
import { ownText } from "./transfer.js";

/** Whose drafts these are: another learner on this device never sees them. */
let owner = "";

/** What keeps a draft, by its input. @type {WeakMap<Element, () => unknown>} */
const drafts = new WeakMap();

ready(({ store, onChange }) => {
  const know = () => (owner = store.current()?.record ?? "");
  know();
  onChange(know);
  // The browser cleared it all: what stands on the page is a draft still.
  addEventListener("storage", ({ key }) => key ?? document.querySelectorAll("input, textarea, select").forEach((input) => drafts.get(input)?.()));
});

/** Forgets what this learner typed and did not keep. */
export function dropDrafts() {
  session((s) => {
    for (const key of Object.keys(s)) if (key.startsWith(`${storeName}|draft|${owner}|`)) s.removeItem(key);
  });
}

/**
 * What lasts as long as the tab does, where the browser has it.
 * @param {(s: Storage) => void} use
 */
export function session(use) {
  try {
    use(sessionStorage);
  } catch {
    // Then it is gone with the page.
  }
}

/**
 * Keeps what is typed into an input until it is kept for good; a draft from before stands in it again.
 * @param {HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement} input
 * @param {string} id
 * @param {string} value without a draft
 * @returns {() => void} forgets the draft
 */
export function drafted(input, id, value) {
  const key = () => `${storeName}|draft|${owner}|${location.pathname}|${id}`;
  input.value = value;
  session((s) => (input.value = s.getItem(key()) ?? value));
  const keep = () => session((s) => s.setItem(key(), input.value));
  input.addEventListener("input", keep);
  drafts.set(input, () => input.value !== value && keep());
  return () => session((s) => s.removeItem(key()));
}

/**
 * @param {{ id: string, label: string, keep: string, rows?: number, value?: string, onkeep: (text: string) => unknown, extra?: import("./dom.js").Kid }} of
 *   rows 1: a single line, kept with Enter too
 */
export function field({ id, label, keep, rows = 3, value = "", onkeep, extra }) {
  const input = /** @type {HTMLTextAreaElement | HTMLInputElement} */ (
    rows > 1 ? h("textarea", { id, rows, maxlength: 4000 }) : h("input", { id, type: "text", maxlength: 200, autocomplete: "off" })
  );
  const forget = drafted(input, id, value);
  const keepIt = async () => {
    const text = ownText(input.value);
    if (!text) return input.focus();
    await onkeep(text);
    input.value = "";
    forget();
  };
  input.addEventListener("keydown", (event) => {
    const key = /** @type {KeyboardEvent} */ (event);
    if (rows === 1 && key.key === "Enter" && !key.isComposing) void keepIt();
  });
  return h("div.field", null, h("label", { for: id }, label), input, h("p.row", null, button(keep, keepIt), extra));
}

/**
 * A button that chooses files. The browser's own would speak the browser's language, not the page's.
 * @param {string} label
 * @param {HTMLElement} input
 */
export function picker(label, input) {
  input.classList.add("visually-hidden");
  return h("label.btn.plain.pick", null, label, input);
}

/**
 * Asks before something that can't be undone: the button becomes two.
 * @param {string} label
 * @param {string} sure
 * @param {string} no
 * @param {() => unknown} onsure
 * @param {string} [look] classes of the first button
 */
export function twice(label, sure, no, onsure, look) {
  const box = h("span.row");
  const first = () => box.replaceChildren(button(label, second, look));
  const second = () => {
    const back = button(no, () => {
      first();
      box.querySelector("button")?.focus();
    });
    box.replaceChildren(button(sure, onsure, "btn"), back);
    back.focus();
  };
  first();
  return box;
}
