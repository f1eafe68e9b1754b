/** A QR code as a drawing: black on white whatever the page's colours are, since that is what cameras read. */

import { svg } from "../dom.js";
import { codeOf } from "./code.js";

/** @type {import("../qr.js").Draw} */
export function draw(text, label) {
  const code = codeOf(text);
  if (!code) return null;
  const { size, path } = code;
  return svg(
    "svg.qr",
    { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" },
    svg("rect", { width: size, height: size, fill: "#fff" }),
    svg("path", { d: path, fill: "#000" }),
  );
}
