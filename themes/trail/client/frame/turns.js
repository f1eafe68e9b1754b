/**
 * Which frames are there, and who is at fault when some are silent.
 *
 * Frames of a page share a processor, so one that never ends silences all of them:
 *
 * - While any frame answers, the processor is free: who is silent for too long is at fault.
 * - When none answers, all are taken away, which frees the processor, and come back one after the other. Each is on trial
 *   until it has answered for some beats. When they fall silent again, the one on trial comes back first, alone.
 * - Who is silent alone is at fault.
 *
 * So nobody is put away for what another did. A plugin that waits before it harms is on trial for longer in each round;
 * one that harms when it is used had the keyboard each time. After some rounds all that are silent are put away.
 */

import { BEAT, FREE } from "./times.js";

/** Beats that a frame may take to build its block. */
const READY = 10;
/** Beats of silence that are too long, and after how many each frame is asked whether it is there. */
const SILENT = 9;
const ASK = 3;
/** Beats of the first trial, in which every frame is asked at every beat. */
const TRIAL = 3;
/** Beats without any frame, in which the processor becomes free. */
const PAUSE = Math.ceil(FREE / BEAT);
/** So often in a row they may come back. After so many beats of peace it is as if nothing had been. */
const ROUNDS = 5;
const PEACE = 120;

/**
 * @typedef {object} Guest a frame, as far as this module knows it
 * @property {number} age beats since it was made
 * @property {number} quiet beats since it was heard last
 * @property {() => boolean} shown its block stands
 * @property {() => boolean} held the keyboard is in it
 * @property {() => boolean} wanted somebody may see it, or has used it
 * @property {() => void} open makes the frame
 * @property {() => void} away takes it away, until its turn comes
 * @property {() => void} ask
 * @property {(why: "silent") => void} stop puts it away for good
 */

/** @template {Guest} G */
export class Turns {
  constructor() {
    /** @type {Set<G>} those that have a frame */
    this.awake = new Set();
    /** @type {G[]} those that wait for their turn */
    this.waiting = [];
    /** @type {G | null} */
    this.trial = null;
    /** Beats that the trial still lasts. */
    this.left = 0;
    this.rounds = 0;
    this.peace = 0;
    /** @type {G | null} who had the keyboard when they fell silent last */
    this.held = null;
  }

  /** A frame is wanted, now or when its turn comes. @param {G} guest */
  wake(guest) {
    if (this.awake.has(guest) || this.waiting.includes(guest)) return;
    if (this.trial || this.waiting.length) this.waiting.push(guest);
    else this.open(guest);
  }

  /** @param {G} guest */
  open(guest) {
    this.awake.add(guest);
    guest.age = 0;
    guest.quiet = 0;
    guest.open();
  }

  /** Its frame is gone. @param {G} guest */
  gone(guest) {
    this.awake.delete(guest);
    if (this.trial !== guest) return;
    this.trial = null;
    this.left = PAUSE;
  }

  /** Time goes on. */
  beat() {
    for (const guest of this.awake) {
      guest.age += 1;
      guest.quiet += 1;
    }
    if (++this.peace > PEACE && !this.trial) this.rounds = 0;
    const patience = this.trial ? TRIAL : SILENT;
    const late = [...this.awake].filter((guest) => (guest.shown() ? guest.quiet > patience : guest.age > READY));
    if (late.length) this.judge(late);
    this.next();
    for (const guest of this.awake) if (guest.shown() && (this.trial || guest.age % ASK === 0)) guest.ask();
  }

  /** @param {G[]} late */
  judge(late) {
    const all = [...this.awake];
    const answered = this.trial ? 1 : ASK + 1;
    if (all.length === 1 || all.some((guest) => guest.shown() && guest.quiet <= answered)) return this.stop(late);
    if (this.rounds === ROUNDS) return this.stop(all);
    this.rounds += 1;
    this.peace = 0;
    const first = this.trial;
    // While somebody is on trial, others may well be in use.
    const held = first ? null : (all.find((guest) => guest.held()) ?? null);
    if (held && held === this.held) this.stop([held]);
    this.held = held ?? this.held;
    const again = [...this.awake].sort((a, b) => Number(b === first) - Number(a === first));
    for (const guest of again) {
      this.gone(guest);
      guest.away();
    }
    this.waiting.unshift(...again);
    this.left = PAUSE;
  }

  /** @param {G[]} guests */
  stop(guests) {
    for (const guest of guests) guest.stop("silent");
  }

  /** The trial goes on, or the next one begins. */
  next() {
    if (this.trial ? !this.trial.shown() || this.trial.quiet > 1 : !this.waiting.length) return;
    if (this.left-- > 0) return;
    this.trial = null;
    while (!this.trial && this.waiting.length) {
      const guest = /** @type {G} */ (this.waiting.shift());
      if (guest.wanted()) this.trial = guest;
    }
    if (!this.trial) return;
    this.left = TRIAL * 2 ** Math.max(0, this.rounds - 1);
    this.open(this.trial);
  }
}
