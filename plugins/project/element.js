// A project or an open question in the browser: say what was made, judge it by the rubric, keep both as a product in the record.

/** So long after the last key what is typed is kept, ms. */
const PAUSE = 1500;

export function connect(el, host) {
  const missing = host.t(el.dataset.kind === "open" ? "project.unwritten" : "project.missing");
  for (const section of el.querySelectorAll(":scope .item")) product(section, host, missing);
}

function product(section, host, missing) {
  const area = section.querySelector("textarea");
  const item = section.dataset.item;
  const rows = [...section.querySelectorAll(".rubric tbody tr")];
  rows.forEach((row, n) => levels(row, `${area.id}-${n}`, host));
  const last = host.history(item).slice(-1)[0];
  if (last) restore(area, rows, last);
  const now = () => ({
    text: area.value.trim().slice(0, 9000),
    levels: rows.map((row) => Number(row.querySelector("input:checked")?.value ?? 0)),
  });
  let kept = JSON.stringify(now());
  const save = document.createElement("button");
  save.type = "button";
  save.className = "btn";
  save.textContent = host.t("project.keep");
  const said = document.createElement("span");
  said.className = "said";
  const tools = document.createElement("p");
  tools.className = "tools";
  tools.append(save, " ", said);
  area.after(tools);
  save.addEventListener("click", () => {
    const answer = now();
    if (answer.text === "") {
      said.textContent = missing;
      host.announce(said.textContent);
      area.focus();
      return;
    }
    const entry = { kind: "product", item, objective: section.dataset.objective, answer };
    // The whole is as far as its least part; a part not judged leaves it open.
    const judged = answer.levels.length > 0 && !answer.levels.includes(0);
    if (judged) entry.score = Math.min(...answer.levels);
    clearTimeout(pause);
    kept = JSON.stringify(answer);
    host.record(entry);
    said.textContent = host.t(judged || answer.levels.length === 0 ? "project.kept" : "project.open");
    host.announce(said.textContent);
  });
  // What is typed and not handed in is kept too, as work in hand that proves nothing.
  let pause = 0;
  const draft = () => {
    clearTimeout(pause);
    const answer = now();
    if (JSON.stringify(answer) === kept) return;
    kept = JSON.stringify(answer);
    host.record({ kind: "state", item, answer });
    said.textContent = host.t("project.draft");
  };
  section.addEventListener("input", () => {
    said.textContent = "";
    clearTimeout(pause);
    pause = setTimeout(draft, PAUSE);
  });
  section.addEventListener("change", draft);
  // A page that is closed or put away while somebody writes tells of no change.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") draft();
  });
}

/** A radio button in every level of a row. */
function levels(row, name, host) {
  const what = row.querySelector("th").textContent.trim();
  for (const cell of row.querySelectorAll("td")) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "radio";
    input.name = name;
    input.value = cell.dataset.level;
    input.setAttribute("aria-label", `${host.t("project.level", { what })} ${cell.textContent.trim()}`);
    label.append(input, " ", ...cell.childNodes);
    cell.append(label);
  }
}

function restore(area, rows, last) {
  const kept = last.answer && typeof last.answer === "object" ? last.answer : { text: last.answer, levels: [] };
  area.value = typeof kept.text === "string" ? kept.text : "";
  rows.forEach((row, n) => {
    const level = Array.isArray(kept.levels) ? kept.levels[n] : 0;
    for (const input of row.querySelectorAll("input")) input.checked = Number(input.value) === level;
  });
}
