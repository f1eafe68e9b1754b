// The dialect's own blocks as they are shown.
import { grid } from "./grid.js";

export function expand(block) {
  const { kind, attributes: { title, tone, caption } } = block;
  const body = block.parts.body === undefined ? [] : [{ part: "body" }];
  if (kind === "grid-table") return grid(block.body);
  if (kind === "captioned") {
    return { markup: ["figure", ...body, ["figcaption", { inline: caption }]], search: caption };
  }
  if (kind === "absent") {
    const words = caption ? [["figcaption", { inline: caption }]] : [];
    return { markup: ["figure", ["p", { class: "what" }, { t: "carpentries.absent" }], ...body, ...words] };
  }
  if (kind === "tabs") return { markup: ["div", ...body] };
  if (kind === "closed") {
    const word = { t: `carpentries.${tone}` };
    const what = tone === "instructor" ? [["span", { class: "what" }, word], " "] : [];
    const summary = title ? [...what, { inline: title }] : [word];
    return { markup: ["details", ["summary", ...summary], ...body], search: title ?? undefined };
  }
  const word = { t: `carpentries.${tone ?? kind}` };
  // A callout's own title says all; of other kinds one should know what they are.
  const what = tone === "callout" ? [] : [["p", { class: "what" }, word]];
  const head = title ? [...what, ["p", { class: "title" }, { inline: title }]] : [["p", { class: "title" }, word]];
  const role = kind === "challenge" ? "group" : "note";
  return { markup: ["div", { class: tone ?? kind, role }, ...head, ...body], search: title ?? undefined };
}
