/**
 * One custom element: `setup` is called once, when it stands on the page and the record is open; the function it
 * returns draws, now and after every change of the record.
 */

/**
 * @typedef {object} App what every element works with
 * @property {import("./store/store.js").Store} store
 * @property {() => import("./model.js").Model} model what the log means now; computed once a change
 * @property {(draw: () => void) => void} onChange
 * @property {() => Promise<void>} drawn the last change is on the page
 */

/** @type {((app: App) => void)[]} what waits for the record */
const waiting = [];
/** @type {App | null} */
let live = null;

/**
 * Calls back when the record is open, now or later: scripts of single pages run after the one that all share.
 * @param {(app: App) => void} use
 */
export function ready(use) {
  if (live) use(live);
  else waiting.push(use);
}

/**
 * The record is open.
 * @param {App} app
 */
export function begin(app) {
  live = app;
  for (const use of waiting.splice(0)) use(app);
}

/**
 * @param {string} name
 * @param {(el: HTMLElement, app: App) => () => void} setup
 */
export function element(name, setup) {
  ready((app) => define(name, app, setup));
}

/**
 * @param {string} name
 * @param {App} app
 * @param {(el: HTMLElement, app: App) => () => void} setup
 */
function define(name, app, setup) {
  customElements.define(
    name,
    class extends HTMLElement {
      set = false;

      connectedCallback() {
        if (this.set) return;
        this.set = true;
        // A fault in one element must not take the page with it: what the build wrote stays readable.
        try {
          const draw = setup(this, app);
          draw();
          app.onChange(draw);
          this.classList.add("ready");
        } catch (error) {
          console.error(name, error);
        }
      }
    },
  );
}
