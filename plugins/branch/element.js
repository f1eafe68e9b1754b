// A branch in the browser: a sign beside what was opened, and a way back from where a link leads.

export function connect(el, host) {
  for (const way of el.querySelectorAll(".way")) {
    way.addEventListener("toggle", () => {
      if (way.open) opened(way, host);
    });
    for (const link of way.querySelectorAll('a[href*="#"]')) {
      link.addEventListener("click", () => leave(el, link, host));
    }
  }
}

function opened(way, host) {
  const right = way.dataset.right;
  if (right !== undefined && !way.querySelector(".sign")) {
    const sign = document.createElement("span");
    sign.className = "sign";
    sign.setAttribute("aria-hidden", "true");
    way.querySelector("summary").append(" ", sign);
    way.classList.add(right === "true" ? "is-right" : "is-wrong");
  }
  host.announce(way.querySelector(".then").textContent.trim());
}

/** Puts a link back beside what the learner is sent to, on the same page. */
function leave(el, link, host) {
  if (link.origin !== location.origin || link.pathname !== location.pathname) return;
  let target = null;
  try {
    target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  } catch {
    return;
  }
  if (!target || el.contains(target)) return;
  for (const old of document.querySelectorAll(`.branch-return[href="#${CSS.escape(el.id)}"]`)) old.parentNode.remove();
  const back = document.createElement("a");
  back.className = "branch-return";
  back.href = `#${el.id}`;
  back.textContent = host.t("branch.return");
  const line = document.createElement("p");
  line.append(back);
  back.addEventListener("click", () => line.remove());
  target.after(line);
}
