// Runs in the build: a card without a back has nothing to turn to.

/** @type {import("./wend-plugin").Expand} */
export function expand(block) {
  const cards = block.parts.cards ?? [];
  const bare = cards.flatMap((card, n) => (card.nested ? [] : [{
    message: "this card has no other side", at: `cards.${n}`,
    help: "write what is on its back below it, indented: `  - the back`",
  }]));
  const seen = new Map();
  const twice = cards.flatMap((card, n) => {
    const first = seen.get(card.text);
    seen.set(card.text, n);
    return first === undefined ? [] : [{ message: "another card has the same front, so nobody could tell them apart", at: `cards.${n}` }];
  });
  return { problems: [...bare, ...twice], search: cards.map((card) => card.text).join(" ") };
}
