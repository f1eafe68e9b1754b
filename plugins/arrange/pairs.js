// Pairs: behind each thing a list of the browser's own, with the numbers and words of what it may belong to.
import { said } from "./said.js";

export function paired(section, spec, changed, say, host) {
  const at = section.querySelector(":scope > .pairing");
  const number = new Intl.NumberFormat(host.settings.lang);
  const names = [...at.querySelectorAll(".right .what")].map(said);
  const rows = [...at.querySelectorAll(".left > li")];
  const selects = rows.map((row) => {
    const select = document.createElement("select");
    select.setAttribute("aria-label", said(row.querySelector(".what")));
    select.append(new Option(say("choose"), ""));
    names.forEach((name, place) => select.append(new Option([number.format(place + 1), name].filter(Boolean).join(" · "), String(spec.right[place]))));
    select.addEventListener("change", changed);
    row.append(select);
    return select;
  });
  const value = ({ value }) => (value === "" ? null : Number(value));
  return {
    at,
    read: () => selects.map(value),
    write(answer) {
      selects.forEach((select, n) => {
        const row = Array.isArray(answer) ? spec.right.find((one) => spec.names[one] === spec.names[answer[n]]) : undefined;
        select.value = row === undefined ? "" : String(row);
      });
    },
    lock(on) {
      for (const select of selects) select.disabled = on;
    },
    focus: () => (selects.find((select) => select.value === "") ?? selects[0]).focus(),
  };
}
