// Runs in the build: draws the chart. Lengths along it are in hundredths, so that it fits every width and its words keep the
// size of text. Nothing is told by colour alone: bars stand beside names, and each series has a shape of its own.
import { readTable, scaleOf } from "./numbers.js";

/** Room for names under a line, in rem, on a narrow page and on a wide one; a letter is about so wide. */
const NARROW = 19;
const WIDE = 38;
const LETTER = 0.52;

/** @type {import("./wend-plugin").Expand} */
export function expand(block) {
  const problems = [];
  const { type, title, unit } = block.attributes;
  const table = block.parts.table ?? { head: [], rows: [] };
  const data = readTable(table, problems);
  const values = data.series.flatMap((one) => one.cells.map((cell) => cell.value)).filter((value) => value !== null);
  const scale = scaleOf(values, type === "line" || type === "dot");
  const draw = { bar: bars, dot: dots, line: lines }[type];
  const shown = values.length === 0 ? [] : [
    ["div", { class: `chart-area is-${type}`, role: "img", "aria-label": { t: `chart.${type}` } }, draw(data, scale, unit)],
  ];
  return {
    markup: [
      "figure", { class: "drawn" },
      ...(title || unit ? [["figcaption", ["b", title ?? ""], ...(unit ? [" ", ["span", { class: "unit" }, unit]] : [])]] : []),
      ...(data.series.length > 1 ? [legend(data, type)] : []),
      ...shown,
      ["details", { class: "numbers", open: values.length === 0 }, ["summary", { t: "chart.numbers" }], numbers(table)],
    ],
    search: data.names.join(" "),
    problems,
  };
}

const round = (n) => Math.round(n * 100) / 100;
const pc = (n) => `${round(n)}%`;

function numbers(table) {
  const cell = (text) => (text.trim() === "" ? ["span", { class: "visually-hidden" }, { t: "chart.none" }] : { inline: text });
  return [
    "table",
    ["thead", ["tr", ...table.head.map((text) => ["th", { scope: "col" }, { inline: text }])]],
    ["tbody", ...table.rows.map((row) => ["tr", ["th", { scope: "row" }, { inline: row[0] ?? "" }], ...row.slice(1).map((text) => ["td", cell(text)])])],
  ];
}

function legend(data, type) {
  const key = (n) => ["svg", { class: "key", viewBox: "0 0 24 24", "aria-hidden": "true" }, type === "bar"
    ? ["rect", { class: `series-${n + 1}`, x: 2, y: 4, width: 20, height: 16 }]
    : shape(n, "50%", "50%")];
  return ["ul", { class: "legend" }, ...data.series.map((one, n) => ["li", key(n), ["span", { inline: one.name }]])];
}

/** The sign of a series: its form says as much as its colour. */
function shape(n, x, y) {
  const look = { class: `sign-of series-${n + 1}` };
  const forms = ["circle", "0,-8 8,0 0,8 -8,0", "-6,-6 6,-6 6,6 -6,6", "0,-8 8,6 -8,6", "0,8 8,-6 -8,-6", "-2.5,-8 2.5,-8 2.5,-2.5 8,-2.5 8,2.5 2.5,2.5 2.5,8 -2.5,8 -2.5,2.5 -8,2.5 -8,-2.5 -2.5,-2.5"];
  if (n === 0) return ["circle", { ...look, cx: x, cy: y, r: 6.5 }];
  return ["svg", { x, y, overflow: "visible" }, ["polygon", { ...look, points: forms[n % forms.length] }]];
}

function bars(data, scale) {
  const at = (value) => ((value - scale.low) / (scale.high - scale.low)) * 100;
  const zero = at(0);
  return data.names.map((name, row) => [
    "div", { class: "row" },
    ["div", { class: "name" }, { inline: name }],
    ...data.series.map((one, n) => {
      const { value, text } = one.cells[row];
      const end = value === null ? zero : at(value);
      return [
        "div", { class: "track" },
        ["svg", { class: "bar" },
          ["rect", { class: `series-${n + 1}`, x: pc(Math.min(zero, end)), width: pc(Math.abs(end - zero)), y: "0", height: "100%" }],
          ["line", { class: "zero", x1: pc(zero), x2: pc(zero), y1: "0", y2: "100%" }]],
        ["span", { class: "value" }, value === null ? "–" : ["bdi", text]],
      ];
    }),
  ]);
}

function dots(data, scale) {
  const at = (value) => 4 + ((value - scale.low) / (scale.high - scale.low)) * 92;
  const rows = data.names.map((name, row) => {
    const cells = data.series.map((one, n) => ({ ...one.cells[row], n })).filter((cell) => cell.value !== null);
    const places = cells.map((cell) => at(cell.value));
    return [
      "div", { class: "row" },
      ["div", { class: "name" }, { inline: name }],
      ["div", { class: "track" },
        ["svg", { class: "dots" },
          scale.ticks.map((tick) => ["line", { class: tick === 0 ? "zero" : "grid", x1: pc(at(tick)), x2: pc(at(tick)), y1: "0", y2: "100%" }]),
          ...(cells.length > 1 ? [["line", { class: "between", x1: pc(Math.min(...places)), x2: pc(Math.max(...places)), y1: "50%", y2: "50%" }]] : []),
          cells.map((cell) => shape(cell.n, pc(at(cell.value)), "50%"))],
        ["span", { class: "value" }, data.series.length > 1 ? "" : cells.length === 0 ? "–" : ["bdi", cells[0].text]]],
    ];
  });
  const names = scale.ticks.map((tick) => ["text", { x: pc(at(tick)), y: "1.1rem", "text-anchor": "middle" }, figure(tick)]);
  return [...rows, ["div", { class: "row" }, ["div", { class: "name" }], ["div", { class: "track" }, ["svg", { class: "ticks" }, names], ["span", { class: "value" }]]]];
}

function figure(n) {
  return String(n).replace("-", "−");
}

function lines(data, scale) {
  const count = data.names.length;
  const x = (row) => ((row + 0.5) / count) * 100;
  const y = (value) => 94 - ((value - scale.low) / (scale.high - scale.low)) * 86;
  const widest = Math.max(...data.names.map((name) => name.length * LETTER + 0.6));
  const every = (room) => Math.ceil(widest / (room / count));
  const [narrow, wide] = [every(NARROW), every(WIDE)];
  return [
    ["svg", { class: "plot" },
      scale.ticks.map((tick) => [
        ["line", { class: tick === 0 ? "zero" : "grid", x1: "0%", x2: "100%", y1: pc(y(tick)), y2: pc(y(tick)) }],
        ["svg", { x: "0", y: pc(y(tick)), overflow: "visible" }, ["text", { class: "figure", x: "0", y: "-.3rem" }, figure(tick)]],
      ]),
      data.series.map((one, n) => [
        one.cells.map((cell, row) => {
          const before = one.cells[row - 1];
          if (!before || cell.value === null || before.value === null) return [];
          return ["line", { class: `way series-${n + 1}`, x1: pc(x(row - 1)), y1: pc(y(before.value)), x2: pc(x(row)), y2: pc(y(cell.value)) }];
        }),
        one.cells.map((cell, row) => (cell.value === null ? [] : shape(n, pc(x(row)), pc(y(cell.value))))),
      ])],
    ["svg", { class: "ticks" }, data.names.map((name, row) => {
      if (row % wide !== 0) return [];
      const roomy = row % narrow !== 0 ? { class: "roomy" } : {};
      return ["text", { ...roomy, x: pc(x(row)), y: "1.1rem", "text-anchor": "middle" }, plain(name)];
    })],
  ];
}

/** A name without its Markdown: a drawing has no bold words. */
function plain(text) {
  return text.replace(/[*_`]/g, "");
}
