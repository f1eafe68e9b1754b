// Help that is opened before the answer marks the attempt as assisted.

export function connect(el, host) {
  const details = el.querySelector(":scope > details");
  details.addEventListener("toggle", () => {
    if (details.open) host.assisted();
  });
}
