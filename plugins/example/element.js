// A worked example in the browser: how many of its last steps one tries first follows the help that fits by evidence.
// Who needs the whole example sees all of it; with help on the way it is as its author wrote it; with a partner one step
// more is left to try, alone two more. The first step is always there to begin with.

const MORE = { peer: 1, alone: 2 };

export function connect(el, host) {
  const steps = [...el.querySelectorAll(".steps > li")];
  const closed = steps.filter((step) => step.querySelector(":scope > details"));
  const { support } = host.settings;
  if (support === "example") for (const step of closed) step.firstElementChild.open = true;
  const fade = closed.length + (MORE[support] ?? 0);
  for (const [n, step] of steps.entries()) {
    if (n > 0 && n >= steps.length - fade && !closed.includes(step)) close(step, host.t("example.try", { n: n + 1 }));
  }
}

/** Puts a step behind its own line. */
function close(step, words) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const inside = document.createElement("div");
  summary.textContent = words;
  inside.append(...step.childNodes);
  details.append(summary, inside);
  step.append(details);
}
