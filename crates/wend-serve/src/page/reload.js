// Served only by `wend serve`, never part of a build: reloads the page after a save and lays problems over it.
(() => {
  "use strict";
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const tool = (name) => new URL(name, src).href;
  // In a tree of its own, so that neither the theme nor the problems meet each other's styles.
  const host = document.createElement("div");
  const tree = host.attachShadow({ mode: "open" });
  const panel = document.createElement("dialog");
  panel.className = "wend-problems";
  panel.setAttribute("aria-label", "Problems");
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = tool("overlay.css");
  tree.append(style, panel);

  async function problems() {
    const html = await (await fetch(tool("problems"))).text();
    if (!html) return;
    const close = document.createElement("button");
    close.textContent = "×";
    close.ariaLabel = "Close";
    close.addEventListener("click", () => panel.close());
    panel.replaceChildren(close, ...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    document.body.append(host);
    panel.show();
  }

  async function watch() {
    // The version of this page, which the server wrote into the script's address.
    const mine = new URL(src).searchParams.get("v") ?? "0";
    for (;;) {
      try {
        const now = await (await fetch(tool(`version/${mine}`))).text();
        if (now !== mine) return location.reload();
      } catch {
        // The server is away: try again until it is back.
        await new Promise((again) => setTimeout(again, 1000));
      }
    }
  }

  problems().catch(() => {});
  watch();
})();
