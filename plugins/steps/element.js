// Ticks that stay: one box a step. They say where somebody is, and prove nothing.

export function connect(el, host) {
  for (const section of el.querySelectorAll(":scope > .item")) steps(section, host);
}

function steps(section, host) {
  const item = section.dataset.item;
  const rows = [...section.querySelectorAll(".list > li")];
  const boxes = rows.map((row, n) => {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.className = "tick";
    box.setAttribute("aria-label", host.t("steps.done", { n: n + 1 }));
    box.setAttribute("aria-describedby", row.querySelector(".step").id);
    row.prepend(box);
    return box;
  });
  section.classList.add("is-live");
  const count = document.createElement("p");
  count.className = "count";
  const again = document.createElement("button");
  again.type = "button";
  again.className = "btn plain";
  again.textContent = host.t("steps.again");
  const tools = document.createElement("div");
  tools.className = "tools";
  tools.append(count, again);
  section.querySelector(".list").after(tools);

  const last = host.history(item).slice(-1)[0]?.answer;
  if (Array.isArray(last)) boxes.forEach((box, n) => (box.checked = last.includes(n + 1)));
  const ticked = () => boxes.flatMap((box, n) => (box.checked ? [n + 1] : []));
  const show = () => {
    const done = ticked();
    rows.forEach((row, n) => row.classList.toggle("is-done", boxes[n].checked));
    count.textContent = host.t(done.length === boxes.length ? "steps.all-done" : "steps.count", { n: done.length, all: boxes.length });
    again.hidden = done.length === 0;
  };
  const keep = () => {
    show();
    host.record({ kind: "state", item, answer: ticked() });
    host.announce(count.textContent);
  };
  for (const box of boxes) box.addEventListener("change", keep);
  again.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    keep();
    boxes[0].focus();
  });
  show();
}
