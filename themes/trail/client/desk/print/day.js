/** A sheet for the day. */

/** @type {import("./print.js").Sheets} */
export const day = async () => null;
