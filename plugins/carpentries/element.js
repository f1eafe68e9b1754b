// A challenge is done somewhere else, at a keyboard: whoever has done it says so, and it is kept.

export function connect(el, host) {
  for (const section of el.querySelectorAll(":scope > .item")) offer(section, host);
}

function offer(section, host) {
  const { item, objective } = section.dataset;
  const row = document.createElement("p");
  row.className = "tools";
  section.append(row);
  const done = () => (row.textContent = host.t("carpentries.done"));
  if (host.history(item).some((entry) => entry.kind === "reflection")) return void done();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn plain";
  button.textContent = host.t("carpentries.do");
  button.addEventListener("click", () => {
    host.record({ kind: "reflection", item, objective, answer: host.t("carpentries.done") });
    host.announce(done());
    row.tabIndex = -1;
    row.focus();
  });
  row.append(button);
}
