// Who is put away when frames fall silent: the one that is at fault and nobody else. A page of frames that share a processor
// is played through, beat by beat.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Turns } from "../../themes/trail/client/frame/turns.js";

/** A frame of a page. `hangs`: when it begins to hold the processor, from the beats it has been there and what is done with it. */
class Frame {
  constructor(page, name, hangs = () => false) {
    Object.assign(this, { page, name, hangs, age: 0, quiet: 0, lives: 0, ready: false, over: false });
  }
  shown = () => this.ready;
  held = () => this.page.typing === this && this.page.turns.awake.has(this);
  wanted = () => true;
  open() {
    this.ready = false;
    this.lives += 1;
  }
  away() {}
  ask() {
    if (!this.page.stuck()) this.quiet = 0;
  }
  stop() {
    this.over = true;
    this.page.turns.gone(this);
  }
}

/** A page on which frames share a processor, which is taken by one that hangs until no frame is left. */
class Page {
  turns = new Turns();
  typing = null;
  held = false;

  stuck() {
    for (const frame of this.turns.awake) this.held ||= frame.ready && frame.hangs(frame);
    return this.held;
  }

  /** Lives so many beats. */
  live(beats) {
    for (let n = 0; n < beats; n += 1) {
      if (!this.turns.awake.size) this.held = false;
      for (const frame of this.turns.awake) {
        if (frame.ready || this.stuck()) continue;
        frame.ready = true;
        frame.quiet = 0;
      }
      this.turns.beat();
    }
  }
}

/** A page with these, and what became of each. */
function play(kinds, beats) {
  const page = new Page();
  const frames = Object.entries(kinds).map(([name, hangs]) => new Frame(page, name, hangs));
  for (const frame of frames) page.turns.wake(frame);
  page.live(beats);
  const names = (is) => frames.filter(is).map((frame) => frame.name);
  return { over: names((frame) => frame.over), there: names((frame) => page.turns.awake.has(frame) && !page.held), lives: frames.map((frame) => frame.lives) };
}

const good = undefined;
const after = (beats) => (frame) => frame.age >= beats;

test("nobody is put away where all answer", () => {
  const { over, there, lives } = play({ a: good, b: good, c: good }, 500);
  assert.deepEqual([over, there, lives], [[], ["a", "b", "c"], [1, 1, 1]]);
});

test("who holds the processor is put away, wherever it stands, and the others are there again", () => {
  for (const order of [{ bad: after(1), a: good, b: good }, { a: good, bad: after(1), b: good }, { a: good, b: good, bad: after(2) }]) {
    const { over, there } = play(order, 80);
    assert.deepEqual(over, ["bad"]);
    assert.deepEqual(there, ["a", "b"]);
  }
});

test("one that waits before it does so is found all the same", () => {
  for (const beats of [4, 7, 12, 20]) {
    const { over, there } = play({ a: good, b: good, bad: after(beats), c: good }, 400);
    assert.deepEqual(over, ["bad"], `${beats} beats`);
    assert.deepEqual(there, ["a", "b", "c"]);
  }
});

test("two of them are both found", () => {
  const { over, there } = play({ bad: after(1), a: good, worse: after(1), b: good }, 200);
  assert.deepEqual(over, ["bad", "worse"]);
  assert.deepEqual(there, ["a", "b"]);
});

test("one that does so when it is used is put away at the second time", () => {
  const page = new Page();
  const typed = new Frame(page, "typed", () => page.typing === typed);
  const other = new Frame(page, "other");
  for (const frame of [other, typed]) page.turns.wake(frame);
  page.live(5);
  page.typing = typed;
  page.live(9);
  page.typing = null;
  page.live(30);
  assert.equal(typed.over, false, "once may have been another");
  page.typing = typed;
  page.live(12);
  page.typing = null;
  page.live(30);
  assert.equal(typed.over, true);
  assert.equal(other.over, false);
  assert.ok(page.turns.awake.has(other));
});

test("who is typed in while another one is on trial is not put away for it", () => {
  const page = new Page();
  const [typed, bad] = [new Frame(page, "typed"), new Frame(page, "bad", after(2))];
  for (const frame of [typed, bad]) page.turns.wake(frame);
  page.typing = typed;
  page.live(80);
  assert.deepEqual([typed.over, bad.over], [false, true]);
  assert.ok(page.turns.awake.has(typed));
});

test("who alone does not answer is put away at once, and the others stay", () => {
  const page = new Page();
  const [a, mute, b] = ["a", "mute", "b"].map((name) => new Frame(page, name));
  mute.ask = () => {};
  for (const frame of [a, mute, b]) page.turns.wake(frame);
  page.live(14);
  assert.deepEqual([a, mute, b].map((frame) => frame.over), [false, true, false]);
  assert.deepEqual([a.lives, b.lives], [1, 1], "nobody had to come back");
});

test("a page where it can't be told ends it after some rounds", () => {
  // Each falls silent for a reason of the browser's own.
  const { over } = play({ a: after(30), b: after(30) }, 600);
  assert.deepEqual(over, ["a", "b"]);
});

test("who comes near while others are on trial waits for its turn", () => {
  const page = new Page();
  const [bad, a] = [new Frame(page, "bad", after(1)), new Frame(page, "a")];
  for (const frame of [bad, a]) page.turns.wake(frame);
  page.live(11);
  const late = new Frame(page, "late");
  page.turns.wake(late);
  page.turns.wake(late);
  assert.equal(late.lives, 0);
  page.live(60);
  assert.deepEqual([bad.over, a.over, late.over, late.lives], [true, false, false, 1]);
});
