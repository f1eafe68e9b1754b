/** Parts of a page that few open: what makes them is loaded when they are opened. */

import { fill, h } from "./dom.js";
import { loadScript } from "./site.js";
import { t } from "./text.js";

/**
 * An element whose script is loaded when it is first asked for.
 * @param {string} name of the element; its script is `assets/<name>.js`
 * @param {string} missing key of what is said when that can't be had; "": nothing
 * @param {Record<string, any>} [props]
 */
export function lazy(name, missing, props) {
  const el = h(name, props);
  const open = async () => {
    await loadScript(`assets/${name}.js`);
    if (missing && !customElements.get(name)) fill(el, h("p.notice", null, t(missing)));
  };
  return { el, open };
}
