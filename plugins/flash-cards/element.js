// One card at a time: turn it, say how well it was known, go on. Without this script all cards lie open side by side.

/** Ratings up to this one bring a card again. */
const AGAIN = 2;

export function connect(el, host) {
  for (const section of el.querySelectorAll(":scope > .item")) deck(section, host);
}

function deck(section, host) {
  const say = (key, args) => host.t(`flash-cards.${key}`, args);
  const spec = JSON.parse(section.querySelector(":scope > .spec").textContent);
  const rated = spec.rate !== false;
  const list = section.querySelector(".cards");
  const cards = [...list.children].map((li) => ({
    li,
    name: li.querySelector(".front").textContent.trim().slice(0, 200),
    back: li.querySelector(".back"),
    rate: 0,
  }));
  for (const { answer } of host.history(section.dataset.item)) {
    const card = answer && cards.find((one) => one.name === answer.card);
    if (card && [1, 2, 3].includes(answer.rate)) card.rate = answer.rate;
  }
  section.classList.add("is-live");
  // Those that were not known come first, then those never seen; among equals the author's order stays.
  const order = [1, 2, 0, 3];
  let left = [...cards].sort((a, b) => order.indexOf(a.rate) - order.indexOf(b.rate));
  let at = 0;

  const count = node("p", "count");
  const turn = press("btn turn", say("turn"), () => show(true));
  const rating = node("div", "rating");
  rating.setAttribute("role", "group");
  if (rated) {
    const ask = node("p", "how", say("how"));
    ask.id = `${cards[0].li.closest("[id]").id}--how`;
    rating.setAttribute("aria-labelledby", ask.id);
    rating.append(ask, ...[1, 2, 3].map((n) => press("btn plain", say(`rate-${n}`), () => rate(n))));
  } else {
    rating.append(press("btn plain", say("next"), () => go()));
  }
  const end = node("div", "end");
  const said = node("p", "");
  const some = press("btn", say("again"), () => begin(cards.filter((card) => card.rate > 0 && card.rate <= AGAIN)));
  const all = press("btn plain", say("all-again"), () => begin(cards));
  const ways = node("div", "tools");
  ways.append(some, all);
  end.append(said, ways);
  const tools = node("div", "tools");
  tools.append(turn, rating);
  section.prepend(count);
  list.after(tools, end);

  for (const card of cards) {
    // The whole card can be touched; the button is for keys and for those who listen.
    card.li.addEventListener("click", (event) => {
      if (!card.back.open && !event.target.closest("a, button, input, summary")) show(true, false);
    });
  }
  section.addEventListener("keydown", (event) => {
    if (end.hidden === false || event.target.closest("input, textarea")) return;
    if (/^[123]$/.test(event.key) && rated && !rating.hidden) rate(Number(event.key));
    else return;
    event.preventDefault();
  });

  function show(turned, focus = true) {
    const card = left[at];
    for (const one of cards) {
      // Not `hidden`: on paper all cards are there.
      one.li.classList.toggle("is-shown", one === card);
      one.back.open = one === card && turned;
    }
    card?.li.classList.toggle("is-turned", turned);
    count.hidden = !card;
    if (card) count.textContent = say("of", { n: at + 1, all: left.length });
    turn.hidden = !card || turned;
    rating.hidden = !card || !turned;
    end.hidden = Boolean(card);
    if (!card) return;
    if (turned) host.announce(card.back.querySelector(".told").textContent.trim());
    if (focus) (turned ? rating.querySelector("button") : turn).focus();
  }

  function rate(n) {
    const card = left[at];
    card.rate = n;
    host.record({ kind: "reflection", item: section.dataset.item, objective: section.dataset.objective, answer: { card: card.name, rate: n } });
    go();
  }

  function go() {
    at += 1;
    if (at < left.length) {
      show(false);
      host.announce(`${count.textContent}. ${left[at].name}`);
      return;
    }
    show(false);
    const again = cards.filter((card) => card.rate > 0 && card.rate <= AGAIN).length;
    said.textContent = !rated ? say("over") : again > 0 ? say("done", { n: again }) : say("all-known");
    some.hidden = again === 0;
    host.announce(said.textContent);
    (some.hidden ? all : some).focus();
  }

  function begin(these) {
    left = these;
    at = 0;
    show(false);
  }

  show(false, false);
}

function node(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text) made.textContent = text;
  return made;
}

function press(className, text, click) {
  const made = node("button", className, text);
  made.type = "button";
  made.addEventListener("click", click);
  return made;
}
