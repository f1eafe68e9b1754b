/**
 * Making elements, and telling screen readers what changed. Text is always set as text, never as markup, and
 * nothing here sets a style attribute (the content policy forbids it).
 */

/** @typedef {Node | string | number | boolean | null | undefined | Kid[]} Kid */

/**
 * An element: `h("p.why.soft", { hidden: true }, "text", node)`.
 * `on…` props are listeners, `true` an empty attribute, `false`, `null` and `undefined` none.
 * @param {string} spec tag, then classes after dots
 * @param {Record<string, any> | null} [props]
 * @param {...Kid} kids
 * @returns {HTMLElement}
 */
export function h(spec, props, ...kids) {
  const [tag, ...classes] = spec.split(".");
  return dress(document.createElement(tag), classes, props, kids);
}

/**
 * The same for SVG.
 * @param {string} spec
 * @param {Record<string, any> | null} [props]
 * @param {...Kid} kids
 * @returns {SVGElement}
 */
export function svg(spec, props, ...kids) {
  const [tag, ...classes] = spec.split(".");
  return dress(document.createElementNS("http://www.w3.org/2000/svg", tag), classes, props, kids);
}

/**
 * @template {Element} E
 * @param {E} el
 * @param {string[]} classes
 * @param {Record<string, any> | null | undefined} props
 * @param {Kid[]} kids
 */
function dress(el, classes, props, kids) {
  if (classes.length) el.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === false || value == null) continue;
    if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
    else el.setAttribute(key, value === true ? "" : String(value));
  }
  append(el, kids);
  return el;
}

/**
 * @param {Element | DocumentFragment} el
 * @param {Kid[]} kids
 */
export function append(el, kids) {
  for (const kid of kids) {
    if (Array.isArray(kid)) append(el, kid);
    else if (kid instanceof Node) el.append(kid);
    else if (kid !== null && kid !== undefined && typeof kid !== "boolean") el.append(String(kid));
  }
}

/**
 * A button. Click handlers only: in some frames forms never submit.
 * @param {Kid} label
 * @param {() => unknown} onclick
 * @param {string} [look] classes after the first dot
 * @param {Record<string, any>} [props]
 */
export function button(label, onclick, look = "btn.plain", props) {
  return h("button." + look, { type: "button", onclick, ...props }, label);
}

const REACHED = "a[href], button, input, textarea, summary";

/**
 * Fills an element anew, and keeps the keyboard where it was: the focused thing is found again by its `data-key` or
 * id; if it is gone, whatever stands in its place now.
 * @param {Element} el
 * @param {...Kid} kids
 */
export function fill(el, ...kids) {
  const held = el.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  const { key } = held?.dataset ?? {};
  const id = held?.id;
  const place = held ? [...el.querySelectorAll(REACHED)].indexOf(held) : -1;
  el.replaceChildren();
  append(el, kids);
  if (!held) return;
  const now = /** @type {HTMLElement[]} */ ([...el.querySelectorAll(REACHED)]);
  const again = key ? now.find((k) => k.dataset.key === key) : id ? document.getElementById(id) : null;
  (again ?? now[Math.min(Math.max(0, place), now.length - 1)])?.focus({ preventScroll: true });
}

/** A page that nobody sees has no frames: then it goes on after so long, ms. */
const UNSEEN = 250;

/** Once what stands on the page now is painted. @returns {Promise<void>} */
export function painted() {
  return new Promise((ok) => {
    setTimeout(ok, UNSEEN);
    requestAnimationFrame(() => setTimeout(ok));
  });
}

/**
 * Says a change to screen readers, in the one polite region that every page has from the start: a region that comes
 * with its first words is often not heard.
 * @param {string} text
 */
export function announce(text) {
  const region = document.getElementById("wend-live");
  if (!region) return;
  region.textContent = "";
  // A reader hears a change only; the same sentence twice is one otherwise.
  setTimeout(() => (region.textContent = text), 60);
}
