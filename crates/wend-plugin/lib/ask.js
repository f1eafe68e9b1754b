// What every kind of question does in a page: check, try again, hints one by one, how sure, feedback in words, another
// variant, and what was kept shown again. `import { ask } from "wend:ask"` in `element.js`; a kind brings its field.
//
// The template that comes along has what it takes, in each `.item`: `.hints > .hint` (details), `.answer` (details),
// `.feedback[data-for]`. So have the texts; a plugin's own text of the same name comes first (`abacus.wrong`), and each
// `note` that `grade` gives is one.

/**
 * What a kind brings for one item.
 * @typedef {object} Field
 * @property {HTMLElement} at what comes before the buttons
 * @property {() => unknown} read the answer as it stands
 * @property {(answer: unknown) => void} write shows an answer; `undefined`: none
 * @property {(locked: boolean) => void} lock whether it can't be changed
 * @property {() => void} focus puts the keyboard there
 * @property {(result: any, answer: unknown) => void} [mark] shows in the field what is right and wrong
 * @property {() => void} [unmark] takes that away
 */

/**
 * Brings all items of a block to life. `fieldOf` gives an item's field, or nothing where it has none; it is to call
 * `changed` whenever the answer is changed. Enter in a line or a slider of it hands the answer in.
 * @param {HTMLElement} el
 * @param {any} host
 * @param {string} words the plugin's name, with which its texts begin
 * @param {(section: HTMLElement, spec: any, changed: () => void) => Field | null} fieldOf
 */
export function ask(el, host, words, fieldOf) {
  const items = [...el.querySelectorAll(":scope > .item")].map((section) => new Item(section, host, words, fieldOf));
  const next = (current) => {
    const other = seldom(items.filter((item) => item !== current));
    if (!other) return;
    for (const item of items) item.section.hidden = item !== other;
    other.reset();
    other.field?.focus();
  };
  for (const item of items) item.start(items.length > 1 ? () => next(item) : null);
  const latest = items.filter((item) => item.last).sort((a, b) => b.last.t - a.last.t)[0];
  if (latest) {
    for (const item of items) item.section.hidden = item !== latest;
    latest.restore();
  }
}

/** The item seen least: never, else the longest ago. */
function seldom(items) {
  return [...items].sort((a, b) => (a.last ? a.last.t : -1) - (b.last ? b.last.t : -1))[0];
}

/**
 * Gives a text by its name: the plugin's own, else the one that comes along. Where there is one try only, what is said then
 * (`wrong-once`) comes first.
 */
function textsOf(host, words) {
  return (name, args) => {
    const names = host.settings.once ? [`${name}-once`, name] : [name];
    const keys = names.flatMap((one) => [`${words}.${one}`, `wend:ask.${one}`]);
    const key = keys.find((one) => host.t(one, args) !== one);
    return key ? host.t(key, args) : name;
  };
}

/** An element with a class and a text. */
export function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

/** A button that sends nothing. */
export function button(className, text, click) {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", click);
  return node;
}

/** The sign of right and wrong, which the theme draws; it stands beside words. */
export function sign() {
  const node = make("span", "sign");
  node.setAttribute("aria-hidden", "true");
  return node;
}

class Item {
  constructor(section, host, words, fieldOf) {
    this.section = section;
    this.host = host;
    this.t = textsOf(host, words);
    this.id = section.dataset.item;
    this.spec = JSON.parse(section.querySelector(":scope > .spec").textContent);
    this.ladder = section.querySelector(":scope > .hints");
    this.hints = this.ladder ? [...this.ladder.querySelectorAll(":scope > .hint")] : [];
    this.answer = section.querySelector(":scope > .answer");
    this.given = 0;
    this.began = 0;
    this.done = false;
    this.failed = false;
    this.last = host.history(this.id).slice(-1)[0] ?? null;
    this.field = fieldOf(section, this.spec, () => this.changed());
  }

  start(next) {
    const { host, t, field, section } = this;
    if (!field) return;
    this.result = make("div", "result");
    this.result.hidden = true;
    this.check = button("btn check", t("check"), () => this.judge());
    this.again = button("btn plain again", t("again"), () => {
      this.reset();
      field.focus();
    });
    this.hint = button("btn plain more", t("hint"), () => this.help());
    this.next = next ? button("btn plain next", t("next"), next) : null;
    const tools = make("div", "tools");
    tools.append(this.check, this.again, this.hint, ...(this.next ? [this.next] : []));
    this.sure = this.spec.sure === false ? null : this.certainty();
    section.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("input:not([type=checkbox], [type=radio])")) return;
      // The browser would press the button to which the keyboard goes.
      event.preventDefault();
      this.judge();
    });
    field.at.after(...(this.sure ? [this.sure] : []), this.result, tools);
    if (this.ladder) this.ladder.hidden = true;
    for (const hint of this.hints) hint.hidden = true;
    if (this.answer) {
      this.answer.addEventListener("toggle", () => {
        if (this.answer.open && !this.done) host.assisted();
      });
    }
    this.show();
  }

  /** What may be pressed now. */
  show() {
    this.check.hidden = this.done || this.failed;
    this.again.hidden = this.done || !this.failed;
    const left = this.hints.length - this.given;
    this.hint.hidden = this.done || left === 0;
    if (left > 0 && this.given > 0) this.hint.textContent = this.t("hint-next", { n: left });
    // Who missed it may try this one again, or another one.
    if (this.next) this.next.hidden = !this.done && !this.failed;
    if (this.answer) this.answer.hidden = !this.done && !this.tried;
  }

  certainty() {
    const group = make("fieldset", "sure");
    group.append(make("legend", "", this.t("sure")));
    for (const level of [1, 2, 3]) {
      const label = make("label");
      const input = make("input");
      input.type = "radio";
      input.name = `${this.id}-sure`;
      input.value = String(level);
      label.append(input, " ", this.t(`sure-${level}`));
      group.append(label);
    }
    group.hidden = true;
    return group;
  }

  /** Each attempt has a certainty of its own. */
  unsure() {
    for (const input of this.sure ? this.sure.querySelectorAll("input") : []) input.checked = false;
  }

  changed() {
    if (!this.began) this.began = Date.now();
    if (this.failed) {
      this.failed = false;
      this.clear();
      this.unsure();
    }
    if (this.sure && !this.done) this.sure.hidden = false;
    this.show();
  }

  judge() {
    if (this.done) return;
    const { host, field } = this;
    const answer = field.read();
    const result = host.grade(answer, this.spec);
    if (result.correct === null) {
      const text = this.t(result.note ?? "unreadable");
      this.say("open", text);
      host.announce(text);
      field.focus();
      return;
    }
    const entry = { item: this.id, objective: this.section.dataset.objective, answer, correct: result.correct };
    if (result.mixup) entry.mixup = result.mixup;
    if (this.given > 0) entry.hints = this.given;
    const sure = this.sure && this.sure.querySelector("input:checked");
    if (sure) entry.certainty = Number(sure.value);
    if (this.began) entry.ms = Math.max(0, Date.now() - this.began);
    host.record(entry);
    this.last = { correct: result.correct, answer, t: Date.now() };
    host.announce(this.tell(result, answer));
    this.began = 0;
    (this.done ? this.next ?? this.answer?.querySelector("summary") : this.again)?.focus();
  }

  /** Shows a result; returns what was said, for those who listen. */
  tell(result, answer) {
    const { field, t } = this;
    this.tried = true;
    this.clear();
    const heard = [];
    for (const key of result.feedback ?? []) {
      const feedback = this.section.querySelector(`.feedback[data-for="${key}"]`);
      if (!feedback) continue;
      feedback.hidden = false;
      heard.push(feedback.textContent.trim());
    }
    field.mark?.(result, answer);
    this.done = result.correct;
    this.failed = !result.correct;
    const { correct, feedback, mixup, note, ...args } = result;
    const verdict = note ? t(note, args) : t(correct ? "right" : "wrong");
    this.say(correct ? "right" : "wrong", verdict);
    // Feedback that has no option to stand beside stands under the verdict.
    for (const one of this.section.querySelectorAll(":scope > .feedback:not([hidden])")) this.result.append(one);
    if (this.done) {
      field.lock(true);
      if (this.answer && this.answer.querySelector(".why")) this.answer.open = true;
    }
    if (this.sure) this.sure.hidden = true;
    this.show();
    return [verdict, ...heard].join(" ");
  }

  /** Says how it stands: in words, beside a sign. */
  say(state, text) {
    const line = make("p", "verdict");
    if (state !== "open") line.append(sign(), " ");
    line.append(text);
    for (const old of this.result.querySelectorAll(":scope > .verdict")) old.remove();
    this.result.prepend(line);
    this.result.className = `result is-${state}`;
    this.result.hidden = false;
  }

  clear() {
    for (const feedback of this.section.querySelectorAll(".feedback")) {
      feedback.hidden = true;
      if (feedback.parentNode === this.result) this.section.append(feedback);
    }
    this.field.unmark?.();
    this.result.hidden = true;
  }

  help() {
    const hint = this.hints[this.given];
    if (!hint) return;
    this.given += 1;
    this.ladder.hidden = false;
    hint.hidden = false;
    // The attempt says how many hints it had; `assisted` would count them once more.
    hint.open = true;
    this.host.announce(hint.textContent.trim());
    this.show();
    // The last hint takes its button with it: the keyboard stays at the hint.
    if (this.hint.hidden) hint.querySelector("summary").focus();
  }

  reset() {
    if (!this.field) return;
    this.done = false;
    this.failed = false;
    this.began = 0;
    this.clear();
    this.field.lock(false);
    this.field.write(undefined);
    if (this.answer) this.answer.open = false;
    if (this.sure) this.sure.hidden = true;
    this.unsure();
    this.show();
  }

  /** Shows again what was answered last. */
  restore() {
    if (!this.field || this.last.answer === undefined) return;
    this.field.write(this.last.answer);
    const answer = this.field.read();
    const result = this.host.grade(answer, this.spec);
    if (result.correct === null) return;
    this.tell(result, answer);
    if (result.correct) this.say("right", this.t("done-before"));
  }
}
