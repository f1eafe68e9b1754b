/**
 * A path as a calendar file: iCalendar, RFC 5545. A pure function; what it is given is text, escaped here.
 *
 * Dates are days, or floating times: they mean the same wherever the calendar is opened. A `uid` names the same event in
 * each file that is made, so that opening a newer file changes events and doubles none.
 */

/**
 * @typedef {object} Event
 * @property {string} uid
 * @property {string} title
 * @property {string} [text]
 * @property {string} [url]
 * @property {string} from `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM`
 * @property {string} to the last day, or the moment it ends
 */

/** Bytes of UTF-8 in a line, without its end (RFC 5545, 3.1). */
const LINE = 75;

/** @param {string} text a TEXT value (3.3.11) */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");

/** @param {string} line no character of it is cut in two */
function folded(line) {
  const bytes = new TextEncoder();
  let out = "";
  let room = LINE;
  for (const char of line) {
    const size = bytes.encode(char).length;
    if (size > room) {
      out += "\r\n ";
      room = LINE - 1;
    }
    out += char;
    room -= size;
  }
  return out + "\r\n";
}

/** @param {string} when */
const compact = (when) => when.replace(/[-:]/g, "") + (when.includes("T") ? "00" : "");

/** The day after. @param {string} date */
const next = (date) => new Date(Date.parse(date + "T00:00:00Z") + 864e5).toISOString().slice(0, 10);

/**
 * @param {string} name of the calendar
 * @param {Event[]} events
 * @param {number} now ms since 1970, UTC
 * @param {string} [lang]
 */
export function calendar(name, events, now, lang) {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  const param = lang && /^[A-Za-z0-9-]+$/.test(lang) ? ";LANGUAGE=" + lang : "";
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wend//My path//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:" + escaped(name)];
  for (const { uid, title, text, url, from, to } of events) {
    const day = !from.includes("T");
    const value = day ? ";VALUE=DATE:" : ":";
    lines.push("BEGIN:VEVENT", "UID:" + escaped(uid), "DTSTAMP:" + stamp);
    lines.push("DTSTART" + value + compact(from), "DTEND" + value + compact(day ? next(to) : to));
    lines.push(`SUMMARY${param}:${escaped(title)}`);
    if (text) lines.push(`DESCRIPTION${param}:${escaped(text)}`);
    if (url) lines.push("URL:" + url);
    // A whole day is taken by nothing here: other things fit in it.
    lines.push("TRANSP:" + (day ? "TRANSPARENT" : "OPAQUE"), "END:VEVENT");
  }
  lines.push("END:VCALENDAR");
  return lines.map(folded).join("");
}
