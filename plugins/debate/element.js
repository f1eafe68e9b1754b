// A text that stays with the learner: kept as it is written, shown again on the next visit.

export function connect(el, host) {
  for (const section of el.querySelectorAll(":scope .item")) keep(section, host);
}

function keep(section, host) {
  const area = section.querySelector("textarea");
  const item = section.dataset.item;
  const last = host.history(item).slice(-1)[0];
  let kept = last && typeof last.answer === "string" ? last.answer : "";
  area.value = kept;
  const save = document.createElement("button");
  save.type = "button";
  save.className = "btn plain";
  save.textContent = host.t("debate.keep");
  const said = document.createElement("span");
  said.className = "said";
  const row = document.createElement("p");
  row.className = "tools";
  row.append(save, " ", said);
  area.after(row);
  const store = () => {
    const text = area.value.trim().slice(0, 9000);
    if (text === "" || text === kept) return false;
    kept = text;
    host.record({ kind: "reflection", item, objective: section.dataset.objective, answer: text });
    said.textContent = host.t("debate.kept");
    return true;
  };
  save.addEventListener("click", () => {
    if (store()) host.announce(host.t("debate.kept"));
  });
  area.addEventListener("change", store);
  // A page that is closed or put away while somebody writes tells of no change.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") store();
  });
  area.addEventListener("input", () => {
    said.textContent = "";
  });
}
