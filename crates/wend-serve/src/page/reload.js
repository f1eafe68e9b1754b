// Served only by `wend serve`, never part of a build: reloads the page after a save and lays problems over it.
(() => {
  "use strict";
  const here = document.currentScript;
  const base = new URL(".", here instanceof HTMLScriptElement ? here.src : location.href);
  const panel = document.createElement("dialog");
  panel.className = "wend-problems";
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("overlay.css", base).href;

  async function problems() {
    const html = await (await fetch(new URL("problems", base))).text();
    if (!html) return panel.close();
    const close = document.createElement("button");
    close.textContent = "×";
    close.title = close.ariaLabel = "Close";
    close.addEventListener("click", () => panel.close());
    panel.replaceChildren(close, ...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    if (!panel.isConnected) document.body.append(panel);
    if (!panel.open) panel.show();
  }

  async function watch() {
    let seen = 0;
    for (;;) {
      try {
        const version = Number(await (await fetch(new URL(`version/${seen}`, base))).text());
        if (seen && version !== seen) return location.reload();
        seen = version;
      } catch {
        // The server is away: try again until it is back.
        await new Promise((again) => setTimeout(again, 1000));
      }
    }
  }

  document.head.append(style);
  problems().catch(() => {});
  watch();
})();
