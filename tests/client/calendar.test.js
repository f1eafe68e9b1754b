// The calendar file, read back by a program that others wrote (ical.js, which Thunderbird reads calendars with).

import assert from "node:assert/strict";
import { test } from "node:test";
import ICAL from "ical.js";
import { calendar } from "../../themes/trail/client/calendar.js";

const NOW = Date.UTC(2026, 2, 2, 9, 5, 7, 250);
const HARD = 'Half, a third; "rest" \\ back\nnew line';
const LONG = "שבר ".repeat(40) + "🥁".repeat(60);

const one = (more) => ({ uid: "a@b", title: "t", from: "2026-03-02", to: "2026-03-02", ...more });
const read = (text) => {
  const [kind, , parts] = ICAL.parse(text);
  assert.equal(kind, "vcalendar");
  return parts.map((part) => new ICAL.Event(new ICAL.Component(part)));
};

test("text comes back as it was, whatever is in it", () => {
  const [event] = read(calendar("c", [one({ title: HARD, text: LONG })], NOW, "he"));
  assert.equal(event.summary, HARD);
  assert.equal(event.description, LONG);
  assert.equal(event.uid, "a@b");
});

test("no line has more than 75 bytes, none breaks a letter, all end as they must", () => {
  const text = calendar(LONG, [one({ title: LONG, text: HARD + LONG })], NOW);
  assert.ok(text.endsWith("END:VCALENDAR\r\n"));
  assert.doesNotMatch(text.replaceAll("\r\n", ""), /[\r\n]/);
  for (const line of text.split("\r\n")) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(line.isWellFormed());
  }
});

test("whole days end with the day after the last; hours are hours of wherever one is", () => {
  const [days, hours, night] = read(
    calendar("c", [one({ from: "2026-12-30", to: "2027-01-01" }), one({ uid: "2", from: "2026-03-02T16:00", to: "2026-03-02T16:18" }), one({ uid: "3", from: "2026-03-02T23:50", to: "2026-03-03T00:20" })], NOW),
  );
  assert.ok(days.startDate.isDate);
  assert.equal(days.startDate.toString(), "2026-12-30");
  assert.equal(days.endDate.toString(), "2027-01-02");
  assert.equal(days.component.getFirstPropertyValue("transp"), "TRANSPARENT");
  assert.equal(hours.startDate.zone, ICAL.Timezone.localTimezone);
  assert.equal(hours.duration.toSeconds(), 18 * 60);
  assert.equal(night.duration.toSeconds(), 30 * 60);
});

test("made at a moment of universal time; nothing in a title makes a line of its own", () => {
  const [event, ...others] = read(calendar("c\r\nX-EVIL:1", [one({ title: "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\u0000" })], NOW, "en\r\nX:1"));
  assert.equal(others.length, 0);
  assert.equal(event.component.getFirstPropertyValue("dtstamp").toString(), "2026-03-02T09:05:07Z");
  assert.equal(event.summary, "x\nEND:VEVENT\nBEGIN:VEVENT");
});
