// The questions on the page: what is answered, marked, shown, and how one goes from one to the next.
export class Sheet {
  constructor(form, store, changed) {
    Object.assign(this, { form, store, changed });
    this.parts = [...form.querySelectorAll("[data-question]")];
    this.links = new Map([...form.ownerDocument.querySelectorAll("[data-exam-go]")].map((link) => [link.dataset.examGo, link]));
    this.flags = new Set(Object.keys(store.all()));
    this.isSingle = true;
    this.current = 0;
    form.addEventListener("input", (event) => this.touched(event, 800));
    form.addEventListener("change", (event) => this.touched(event, 0));
    form.ownerDocument.addEventListener("click", (event) => this.pressed(event));
    for (const part of this.parts) this.mark(part);
    this.fold();
    const wanted = this.parts.findIndex((part) => `#${part.id}` === location.hash);
    const empty = this.parts.findIndex((part) => read(part) === null);
    this.show(wanted >= 0 ? wanted : Math.max(0, empty), false);
  }

  touched(event, wait) {
    const part = event.target.closest("[data-question]");
    if (!part) return;
    const isText = event.target.matches("textarea, input[type=text]");
    if (event.type === "input" ? !isText : isText && !part.dataset.typed) return;
    part.dataset.typed = isText && event.type === "input" ? "1" : "";
    this.mark(part);
    this.changed(part.dataset.question, read(part), wait);
  }

  pressed(event) {
    const target = event.target.closest("[data-exam-go], [data-exam-step], [data-exam-flag], [data-exam-clear], [data-exam-view]");
    if (!target) return;
    const part = target.closest("[data-question]");
    if (target.dataset.examGo) {
      event.preventDefault();
      target.closest("dialog")?.close();
      this.fold();
      this.show(this.parts.findIndex((one) => one.dataset.question === target.dataset.examGo));
    } else if (target.dataset.examStep) this.show(this.current + Number(target.dataset.examStep));
    else if ("examFlag" in target.dataset) this.flag(part);
    else if ("examClear" in target.dataset) this.clear(part);
    else if ("examView" in target.dataset) this.turn(target);
  }

  show(at, moves = true) {
    this.current = Math.min(Math.max(at, 0), this.parts.length - 1);
    this.parts.forEach((part, place) => part.toggleAttribute("data-current", place === this.current));
    const part = this.parts[this.current];
    for (const [question, link] of this.links) {
      question === part.dataset.question ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    }
    for (const step of this.form.querySelectorAll("[data-exam-step]")) {
      step.disabled = !this.parts[this.current + Number(step.dataset.examStep)];
    }
    if (!moves) return;
    part.querySelector("[data-exam-heading]").focus({ preventScroll: true });
    (this.isSingle ? this.form : part).scrollIntoView({ block: "start" });
  }

  // Where the map stands above the question it gives way to it.
  fold() {
    if (matchMedia("(width < 62rem)").matches) this.form.ownerDocument.querySelector(".exam-fold").open = false;
  }

  turn(button) {
    this.isSingle = !this.isSingle;
    button.setAttribute("aria-pressed", String(!this.isSingle));
    this.form.dataset.view = this.isSingle ? "single" : "all";
    this.show(this.current);
  }

  flag(part) {
    const id = part.dataset.question;
    this.flags.has(id) ? this.flags.delete(id) : this.flags.add(id);
    this.flags.has(id) ? this.store.put(id, 1) : this.store.remove(id);
    this.mark(part);
  }

  clear(part) {
    for (const box of part.querySelectorAll("input")) box.checked = false;
    this.mark(part);
    this.changed(part.dataset.question, null, 0);
    part.querySelector("input").focus();
  }

  mark(part) {
    const id = part.dataset.question;
    const [link, isAnswered, isFlagged] = [this.links.get(id), read(part) !== null, this.flags.has(id)];
    link.toggleAttribute("data-answered", isAnswered);
    link.toggleAttribute("data-flagged", isFlagged);
    link.querySelector("[data-exam-mark]").textContent = [isAnswered && link.dataset.wordAnswered, isFlagged && link.dataset.wordFlagged].filter(Boolean).join(", ");
    part.querySelector("[data-exam-flag]")?.setAttribute("aria-pressed", String(isFlagged));
    part.querySelector("[data-exam-clear]")?.toggleAttribute("hidden", !isAnswered);
  }

  // Shows what this device still has of an answer.
  restore(question, given) {
    const part = this.parts.find((one) => one.dataset.question === question);
    const chosen = given?.options ?? (given && "bool" in given ? [String(given.bool)] : []);
    for (const field of part.querySelectorAll("input, textarea")) {
      if (field.matches("[type=radio], [type=checkbox]")) field.checked = chosen.includes(field.value);
      else field.value = given?.text ?? "";
    }
    this.mark(part);
  }

  unanswered() {
    return this.parts.filter((part) => read(part) === null);
  }

  lock() {
    for (const part of this.parts) part.disabled = true;
  }
}

function read(part) {
  const field = part.querySelector("textarea, input[type=text]");
  if (field) return field.value.trim() ? { text: field.value } : null;
  const chosen = [...part.querySelectorAll("input:checked")].map((box) => box.value);
  if (!chosen.length) return null;
  return part.dataset.kind === "true_false" ? { bool: chosen[0] === "true" } : { options: chosen };
}
