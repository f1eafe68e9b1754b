// A block in the browser that uses all a frame offers: it grades, records, keeps its state, speaks and grows.

/**
 * @param {HTMLElement} el
 * @param {import("../../../../../crates/wend-plugin/types/wend-plugin").Host} host
 */
export function connect(el, host) {
  const section = el.querySelector(".item");
  const spec = JSON.parse(section.querySelector(".spec").textContent);
  const { item } = section.dataset;
  const input = section.querySelector("input");
  const kept = host.history(item).filter((entry) => entry.kind === "state").at(-1);
  if (kept) input.value = kept.answer.value;
  let turns = kept ? kept.answer.turns : 0;
  input.addEventListener("input", () => {
    turns += 1;
    host.record({ kind: "state", item, answer: { value: input.value, turns } });
  });
  const said = document.createElement("p");
  said.className = "said";
  const check = document.createElement("button");
  check.type = "button";
  check.className = "btn";
  check.textContent = host.t("dial.check");
  check.addEventListener("click", async () => {
    const { correct } = host.grade(input.value, spec);
    const done = await host.record({ item, answer: input.value, correct });
    const verdict = host.t(correct ? "dial.right" : "dial.wrong");
    said.textContent = `${verdict} ${host.t("dial.turns", { n: turns })} ${host.t("dial.tries", { n: done ? host.history(item).filter((entry) => entry.kind === "answer").length : -1 })}`;
    said.style.paddingBlockEnd = "200px";
    host.announce(verdict);
  });
  section.append(check, said);
}
