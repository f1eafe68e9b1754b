/**
 * One custom element: `setup` is called once, when it stands on the page and the record is open; the function it
 * returns draws, now and after every change of the record.
 */

/**
 * @typedef {object} App what every element works with
 * @property {import("./store/store.js").Store} store
 * @property {() => import("./model.js").Model} model what the log means now; computed once a change
 * @property {(draw: () => void) => void} onChange
 */

/**
 * @param {string} name
 * @param {App} app
 * @param {(el: HTMLElement, app: App) => () => void} setup
 */
export function define(name, app, setup) {
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
