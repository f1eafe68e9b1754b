// A question in the browser: check, feedback beside the answer, hints step by step, another variant, what was kept.
// Without this script the question, its hints and its answer are still there to read.

/**
 * @param {HTMLElement} el the block
 * @param {any} host see plugins/README.md
 */
export function connect(el, host) {
  const sections = [...el.querySelectorAll(":scope > .item")];
  const items = sections.map((section) => new Item(section, host));
  const next = (current) => {
    const other = seldom(items.filter((item) => item !== current));
    if (!other) return;
    for (const item of items) item.section.hidden = item !== other;
    other.reset();
    other.focus();
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

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function button(className, text, click) {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", click);
  return node;
}

class Item {
  constructor(section, host) {
    this.section = section;
    this.host = host;
    this.id = section.dataset.item;
    this.spec = JSON.parse(section.querySelector(":scope > .spec").textContent);
    this.inputs = [...section.querySelectorAll(".options input, .typed input")];
    this.hints = [...section.querySelectorAll(":scope > .hints > .hint")];
    this.answer = section.querySelector(":scope > .answer");
    this.given = 0;
    this.began = 0;
    this.done = false;
    this.last = host.history(this.id).slice(-1)[0] ?? null;
  }

  start(next) {
    if (this.inputs.length === 0) return;
    const { host, section } = this;
    if (this.spec.shuffle) this.shuffle();
    if (this.spec.answers) this.keyboard();
    this.result = make("div", "result");
    this.result.hidden = true;
    this.check = button("btn check", host.t("question.check"), () => this.judge());
    this.again = button("btn plain again", host.t("question.again"), () => {
      this.reset();
      this.focus();
    });
    this.hint = button("btn plain more", host.t("question.hint"), () => this.help());
    this.next = next ? button("btn plain next", host.t("question.next"), next) : null;
    const tools = make("div", "tools");
    tools.append(this.check, this.again, this.hint, ...(this.next ? [this.next] : []));
    const field = section.querySelector(":scope > .options, :scope > .typed");
    this.sure = this.spec.sure === false ? null : this.certainty();
    field.after(...(this.sure ? [this.sure] : []), this.result, tools);
    this.ladder = section.querySelector(":scope > .hints");
    if (this.ladder) this.ladder.hidden = true;
    for (const hint of this.hints) hint.hidden = true;
    for (const input of this.inputs) {
      input.addEventListener("input", () => this.changed());
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && input.type === "text") {
          event.preventDefault();
          this.judge();
        }
      });
    }
    if (this.answer) {
      this.answer.addEventListener("toggle", () => {
        if (this.answer.open && !this.done) host.assisted();
      });
    }
    this.show();
  }

  /** What may be pressed now. */
  show() {
    this.check.hidden = this.done || this.failed === true;
    this.again.hidden = this.done || this.failed !== true;
    const left = this.hints.length - this.given;
    this.hint.hidden = this.done || left === 0;
    if (left > 0 && this.given > 0) this.hint.textContent = this.host.t("question.hint-next", { n: left });
    if (this.next) this.next.hidden = !this.done;
    if (this.answer) this.answer.hidden = !this.done && !this.tried;
  }

  certainty() {
    const group = make("fieldset", "sure");
    group.append(make("legend", "", this.host.t("question.sure")));
    for (const level of [1, 2, 3]) {
      const label = make("label");
      const input = make("input");
      input.type = "radio";
      input.name = `${this.inputs[0].name || this.inputs[0].id}-sure`;
      input.value = String(level);
      label.append(input, " ", this.host.t(`question.sure-${level}`));
      group.append(label);
    }
    group.hidden = true;
    return group;
  }

  /** The fitting keyboard on a phone; a fraction needs the whole one. */
  keyboard() {
    const keys = this.spec.answers;
    if (keys.every((key) => /^\d+$/.test(key.trim()))) this.inputs[0].inputMode = "numeric";
    else if (keys.every((key) => /^\d+[.,]\d+$/.test(key.trim()))) this.inputs[0].inputMode = "decimal";
  }

  /** Each attempt has a certainty of its own. */
  unsure() {
    for (const input of this.sure ? this.sure.querySelectorAll("input") : []) input.checked = false;
  }

  shuffle() {
    const options = [...this.section.querySelectorAll(":scope > .options > .option")];
    for (let n = options.length - 1; n > 0; n -= 1) {
      const other = Math.floor(Math.random() * (n + 1));
      [options[n], options[other]] = [options[other], options[n]];
    }
    for (const option of options) option.parentNode.append(option);
    this.inputs = [...this.section.querySelectorAll(".options input")];
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

  read() {
    if (this.inputs[0].type === "text") return this.inputs[0].value;
    return this.inputs.filter((input) => input.checked).map((input) => Number(input.value)).sort((a, b) => a - b);
  }

  write(answer) {
    if (this.inputs[0].type === "text") {
      this.inputs[0].value = typeof answer === "string" ? answer : "";
      return;
    }
    const chosen = Array.isArray(answer) ? answer : [];
    for (const input of this.inputs) input.checked = chosen.includes(Number(input.value));
  }

  judge() {
    if (this.done) return;
    const { host } = this;
    const answer = this.read();
    const result = host.grade(answer, this.spec);
    if (result.correct === null) {
      const text = host.t(`question.${result.note ?? "unreadable"}`);
      this.say("open", text);
      host.announce(text);
      this.focus();
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
    const { host } = this;
    this.tried = true;
    this.clear();
    const heard = [];
    for (const key of result.feedback ?? []) {
      const feedback = this.section.querySelector(`.feedback[data-for="${key}"]`);
      if (!feedback) continue;
      feedback.hidden = false;
      heard.push(feedback.textContent.trim());
    }
    if (Array.isArray(answer)) {
      for (const input of this.inputs.filter((input) => input.checked)) {
        const right = this.spec.options[Number(input.value)].right === true;
        // In a choice of several, what is right is told only when all of it is.
        if (!right || result.correct) this.mark(input.closest(".option"), right);
      }
    } else {
      this.mark(this.section.querySelector(":scope > .typed"), result.correct);
    }
    this.done = result.correct;
    this.failed = !result.correct;
    const verdict = result.note
      ? host.t(`question.${result.note}`, { word: result.word ?? "" })
      : host.t(result.correct ? "question.right" : "question.wrong");
    this.say(result.correct ? "right" : "wrong", verdict);
    // Feedback of a typed answer has no option to stand beside: it stands under the verdict.
    for (const feedback of this.section.querySelectorAll(":scope > .feedback:not([hidden])")) this.result.append(feedback);
    if (this.done) {
      for (const input of this.inputs) input.disabled = true;
      if (this.answer && this.answer.querySelector(".why")) this.answer.open = true;
    }
    if (this.sure) this.sure.hidden = true;
    this.show();
    return [verdict, ...heard].join(" ");
  }

  /** Says how it stands: in words, beside a sign that the theme draws. */
  say(state, text) {
    const line = make("p", "verdict");
    if (state !== "open") {
      const mark = make("span", "sign");
      mark.setAttribute("aria-hidden", "true");
      line.append(mark, " ");
    }
    line.append(text);
    for (const old of this.result.querySelectorAll(":scope > .verdict")) old.remove();
    this.result.prepend(line);
    this.result.className = `result is-${state}`;
    this.result.hidden = false;
  }

  mark(place, right) {
    if (!place) return;
    place.classList.add(right ? "is-right" : "is-wrong");
    const sign = make("span", "sign");
    sign.setAttribute("aria-hidden", "true");
    const option = place.classList.contains("option");
    (option ? place.querySelector("label, .label") : place).append(" ", sign);
  }

  clear() {
    for (const feedback of this.section.querySelectorAll(".feedback")) {
      feedback.hidden = true;
      if (feedback.parentNode === this.result) this.section.append(feedback);
    }
    for (const sign of this.section.querySelectorAll(".option .sign, .typed .sign")) sign.remove();
    for (const place of this.section.querySelectorAll(".is-right, .is-wrong")) place.classList.remove("is-right", "is-wrong");
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
    if (this.inputs.length === 0) return;
    this.done = false;
    this.failed = false;
    this.began = 0;
    this.clear();
    for (const input of this.inputs) {
      input.disabled = false;
      input.checked = false;
      if (input.type === "text") input.value = "";
    }
    if (this.answer) this.answer.open = false;
    if (this.sure) this.sure.hidden = true;
    this.unsure();
    this.show();
  }

  /** Shows again what was answered last. */
  restore() {
    if (this.inputs.length === 0 || this.last.answer === undefined) return;
    this.write(this.last.answer);
    const result = this.host.grade(this.read(), this.spec);
    if (result.correct === null) return;
    this.tell(result, this.read());
    if (result.correct) this.say("right", this.host.t("question.done-before"));
  }

  focus() {
    const first = this.inputs.find((input) => input.checked) ?? this.inputs[0];
    first?.focus();
  }
}
