/**
 * The trail: what was walked lately, what is next, what lies ahead, and the flag. Drawn twice at its natural size,
 * lying and upright; the styles show the one that fits. Classes only.
 */

import { h, svg } from "../../dom.js";
import { t } from "../../text.js";

/** @typedef {{ title: string, state: "walked" | "next" | "ahead" | "goal" }} Stop */

/** Longest line of a label, in letters. */
const LINE = 15;

/**
 * A title in at most three short lines.
 * @param {string} title
 * @param {number} length
 */
export function wrap(title, length) {
  /** @type {string[]} */
  const lines = [];
  for (const word of title.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && (last + " " + word).length <= length) lines[lines.length - 1] = last + " " + word;
    else lines.push(word);
  }
  return lines.length > 3 ? [...lines.slice(0, 2), lines[2] + " …"] : lines;
}

/**
 * A line that bends through the points, level at each of them along `axis`.
 * @param {[number, number][]} points
 * @param {"x" | "y"} axis
 */
export function bend(points, axis) {
  return points
    .map(([x, y], i) => {
      if (i === 0) return `M${x} ${y}`;
      const [px, py] = points[i - 1];
      return axis === "x"
        ? `C${(px + x) / 2} ${py} ${(px + x) / 2} ${y} ${x} ${y}`
        : `C${px} ${(py + y) / 2} ${x} ${(py + y) / 2} ${x} ${y}`;
    })
    .join("");
}

/**
 * @param {Stop[]} stops in order
 */
export function trail(stops) {
  if (stops.length < 2) return null;
  const walked = stops.filter((s) => s.state === "walked").length;
  const left = stops.filter((s) => s.state === "ahead" || s.state === "next").length;
  const label = t("today.trail", { walked, left });
  return h("div.trail", null, drawn(stops, label, true), drawn(stops, label, false));
}

/**
 * @param {Stop[]} stops
 * @param {string} label
 * @param {boolean} wide
 */
function drawn(stops, label, wide) {
  const gap = wide ? 148 : 84;
  const sway = [0, 34, 6, 42, 14, 30, 2];
  /** @type {[number, number][]} */
  const points = stops.map((_, i) => (wide ? [74 + i * gap, 66 + sway[i % 7]] : [30 + sway[i % 7], 34 + i * gap]));
  const next = Math.max(0, stops.findIndex((s) => s.state !== "walked"));
  const width = wide ? stops.length * gap : 320;
  const height = wide ? 190 : stops.length * gap;
  const axis = wide ? "x" : "y";
  return svg(
    wide ? "svg.trail-wide" : "svg.trail-tall",
    { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label },
    next > 0 && svg("path.line-walked", { d: bend(points.slice(0, next + 1), axis) }),
    svg("path.line-ahead", { d: bend(points.slice(next), axis) }),
    stops.map(({ title, state }, i) => {
      const [x, y] = points[i];
      const lines = wrap(title, wide ? LINE : 26);
      const at = wide ? { x, y: y + 36 } : { x: x + 30, y: y + 6 - (lines.length - 1) * 10 };
      return [
        state === "goal"
          ? [svg("path.flag-pole", { d: `M${x} ${y + 8}v-46` }), svg("path.flag", { d: `M${x + 1} ${y - 38}l26 10-26 10z` })]
          : svg("circle.dot-" + state, { cx: x, cy: y, r: state === "next" ? 14 : 9 }),
        svg(
          "text.name." + state,
          { "text-anchor": wide ? "middle" : "start" },
          lines.map((line, n) => svg("tspan", { x: at.x, y: at.y + n * 20 }, line)),
        ),
      ];
    }),
  );
}
