/** There was one try, and it is over: on the page that asks, and in the frame of a plugin whose question it is. */

/** What stands in a block to be filled in. */
const FIELDS = "input, textarea, select, button";

/**
 * What was filled in stands, and the answer is there, open for who needs it.
 * @param {Element} box around the block: styles go by its class
 * @param {Element} within what was asked
 * @param {boolean} correct
 */
export function told(box, within, correct) {
  box.classList.add("told");
  for (const field of within.querySelectorAll(FIELDS)) if (!field.closest("details")) field.setAttribute("disabled", "");
  const answer = within.querySelector("details.answer");
  if (!(answer instanceof HTMLDetailsElement)) return;
  answer.hidden = false;
  if (!correct) answer.open = true;
}
