// A question in the browser: options to choose from, or a line to type in. The rest is what every question does.
// Without this script the question, its hints and its answer are still there to read.
import { ask, sign } from "wend:ask";

/**
 * @param {HTMLElement} el the block
 * @param {any} host see plugins/README.md
 */
export function connect(el, host) {
  ask(el, host, "question", (section, spec, changed) => {
    if (spec.shuffle) shuffle(section);
    const inputs = [...section.querySelectorAll(".options input, .typed input")];
    if (inputs.length === 0) return null;
    for (const input of inputs) input.addEventListener("input", changed);
    if (spec.answers) keyboard(inputs[0], spec.answers);
    return inputs[0].type === "text" ? typed(section, inputs[0]) : chosen(section, inputs, spec);
  });
}

function typed(section, input) {
  const at = section.querySelector(":scope > .typed");
  return {
    at,
    read: () => input.value,
    write(answer) {
      input.value = typeof answer === "string" ? answer : "";
    },
    lock(locked) {
      input.disabled = locked;
    },
    focus: () => input.focus(),
    // The verdict below has the sign: one answer needs no second one.
    mark: (result) => at.classList.add(result.correct ? "is-right" : "is-wrong"),
    unmark: () => unmark(at),
  };
}

function chosen(section, inputs, spec) {
  const at = section.querySelector(":scope > .options");
  // What holds code or a list can't be a label; it is pressed like one.
  for (const input of inputs) {
    input.closest("div.label")?.addEventListener("click", ({ target }) => {
      if (!target.closest("input, a, button, summary")) input.click();
    });
  }
  return {
    at,
    read: () => inputs.filter((input) => input.checked).map((input) => Number(input.value)).sort((a, b) => a - b),
    write(answer) {
      for (const input of inputs) input.checked = Array.isArray(answer) && answer.includes(Number(input.value));
    },
    lock(locked) {
      for (const input of inputs) input.disabled = locked;
    },
    focus: () => (inputs.find((input) => input.checked) ?? inputs[0]).focus(),
    mark(result) {
      for (const input of inputs.filter((input) => input.checked)) {
        const right = spec.options[Number(input.value)].right === true;
        const option = input.closest(".option");
        // In a choice of several, what is right is told only when all of it is.
        if (!right || result.correct) mark(option, option.querySelector("label, .label"), right);
      }
    },
    unmark: () => unmark(at),
  };
}

function mark(option, line, right) {
  option.classList.add(right ? "is-right" : "is-wrong");
  line.append(" ", sign());
}

function unmark(at) {
  for (const one of at.querySelectorAll(".sign")) one.remove();
  for (const place of [at, ...at.querySelectorAll(".is-right, .is-wrong")]) place.classList.remove("is-right", "is-wrong");
}

/** The fitting keyboard on a phone; a fraction needs the whole one. */
function keyboard(input, keys) {
  if (keys.every((key) => /^\d+$/.test(key.trim()))) input.inputMode = "numeric";
  else if (keys.every((key) => /^\d+[.,]\d+$/.test(key.trim()))) input.inputMode = "decimal";
}

function shuffle(section) {
  const options = [...section.querySelectorAll(":scope > .options > .option")];
  for (let n = options.length - 1; n > 0; n -= 1) {
    const other = Math.floor(Math.random() * (n + 1));
    [options[n], options[other]] = [options[other], options[n]];
  }
  for (const option of options) option.parentNode.append(option);
}
