// A field in the place of each gap. Without this script a gap is a line to write on.
import { ask, sign } from "wend:ask";

/** What a gap is in the page: see `expand.js`. */
const GAP = "______";

export function connect(el, host) {
  ask(el, host, "gaps", (section, spec, changed) => {
    const prompt = section.querySelector(":scope > .prompt");
    const inputs = fields(prompt, spec, host);
    if (inputs.length !== spec.gaps.length) return null;
    for (const input of inputs) input.addEventListener("input", changed);
    return {
      at: section.querySelector(":scope > .by-hand"),
      read: () => inputs.map((input) => input.value),
      write(answer) {
        inputs.forEach((input, n) => (input.value = Array.isArray(answer) && typeof answer[n] === "string" ? answer[n] : ""));
      },
      lock(locked) {
        for (const input of inputs) input.disabled = locked;
      },
      focus: () => (inputs.find((input) => input.value === "") ?? inputs[0]).focus(),
      mark({ right }) {
        inputs.forEach((input, n) => {
          const gap = input.parentElement;
          gap.classList.add(right[n] ? "is-right" : "is-wrong");
          if (!right[n]) input.setAttribute("aria-invalid", "true");
          gap.append(sign());
        });
      },
      unmark() {
        for (const input of inputs) {
          const gap = input.parentElement;
          gap.classList.remove("is-right", "is-wrong");
          gap.querySelector(".sign")?.remove();
          input.removeAttribute("aria-invalid");
        }
      },
    };
  });
}

/** Puts the fields in; each is as wide as what it may hold, so that its length tells little. */
function fields(prompt, spec, host) {
  const walker = document.createTreeWalker(prompt, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.data.includes(GAP)) found.push(node);
  const long = Math.max(...spec.gaps.flat().map((key) => [...key].length), 2);
  const inputs = [];
  for (const node of found) {
    const parts = node.data.split(GAP);
    const made = document.createDocumentFragment();
    parts.forEach((part, n) => {
      if (n > 0) {
        const gap = document.createElement("span");
        gap.className = "gap";
        const input = document.createElement("input");
        input.type = "text";
        input.size = Math.min(long + 2, 22);
        input.maxLength = 200;
        input.autocomplete = "off";
        input.autocapitalize = "off";
        input.spellcheck = false;
        input.setAttribute("aria-label", host.t("gaps.gap", { n: inputs.length + 1, all: spec.gaps.length }));
        gap.append(input);
        inputs.push(input);
        made.append(gap);
      }
      made.append(part);
    });
    node.replaceWith(made);
  }
  return inputs;
}
