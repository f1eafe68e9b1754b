/**
 * A ticket: a path that a teacher packed into a link (`#t=…`). Looked at first, taken in only when the learner says so.
 */

/**
 * Shows the ticket that the page's address carries.
 * @param {import("../../element.js").App} _app
 */
export function offerTicket(_app) {}
