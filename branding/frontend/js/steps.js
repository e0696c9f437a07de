// A long form in short steps: <form data-steps> with <fieldset data-step>. Without script all steps stand below
// each other. The first step with an error is opened; a step is left forwards only when the browser finds its fields filled.
class Steps {
  constructor(form) {
    this.form = form;
    this.parts = [...form.querySelectorAll("[data-step]")];
    this.marks = [...form.querySelectorAll("[data-steps-marks] li")];
    this.bar = form.querySelector("[data-steps-bar]");
    this.end = form.querySelector("[data-steps-end]");
    form.querySelector("[data-steps-marks]").hidden = false;
    this.bar.hidden = false;
    form.classList.add("is-stepped");
    this.bar.querySelector("[data-steps-next]").addEventListener("click", () => this.next());
    this.bar.querySelector("[data-steps-back]").addEventListener("click", () => this.show(this.at - 1));
    form.addEventListener("keydown", (event) => this.enter(event));
    const wrong = this.parts.findIndex((part) => part.querySelector("[aria-invalid=true], .field-error"));
    this.show(Math.max(0, wrong), false);
  }

  show(at, focus = true) {
    this.at = Math.min(Math.max(at, 0), this.parts.length - 1);
    this.parts.forEach((part, place) => { part.hidden = place !== this.at; });
    this.marks.forEach((mark, place) => {
      mark.classList.toggle("stepper-done", place < this.at);
      if (place === this.at) mark.setAttribute("aria-current", "step");
      else mark.removeAttribute("aria-current");
    });
    const last = this.at === this.parts.length - 1;
    this.bar.querySelector("[data-steps-back]").hidden = this.at === 0;
    this.bar.querySelector("[data-steps-next]").hidden = last;
    this.end.hidden = !last;
    if (!focus) return;
    this.form.scrollIntoView({ block: "start" });
    this.parts[this.at].querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
  }

  next() {
    const fields = [...this.parts[this.at].querySelectorAll("input, select, textarea")];
    if (fields.every((field) => field.reportValidity())) this.show(this.at + 1);
  }

  // Enter goes to the next step; in the last one it sends.
  enter(event) {
    const typing = event.key === "Enter" && event.target.matches("input:not([type=file])");
    if (!typing || this.at === this.parts.length - 1) return;
    event.preventDefault();
    this.next();
  }
}

for (const form of document.querySelectorAll("form[data-steps]")) new Steps(form);
