// Marking by keys: a number gives that many points, Enter saves and shows the next, c leads to saved comments.
// The next answer takes the place of the last one, so every key looks for the form that is there now.
const TYPED = "textarea, input, select, dialog";
let digits = "";
let timer;

const form = () => document.querySelector("form[data-grading]");

function choose(text) {
  const field = form().querySelector("[name=points]");
  if (!text || Number(text) > Number(form().dataset.grading)) return false;
  field.value = text;
  mark();
  return true;
}

function mark() {
  const value = form().querySelector("[name=points]").value;
  for (const button of form().querySelectorAll("[data-points]")) {
    button.setAttribute("aria-pressed", String(value !== "" && Number(button.dataset.points) === Number(value)));
  }
}

function insert(text) {
  const field = form().querySelector("[name=feedback]");
  field.value = field.value.trim() ? `${field.value.trimEnd()}\n${text}` : text;
}

function digit(key) {
  // 1 and 2 quickly one after the other are 12, where 12 can be given.
  clearTimeout(timer);
  timer = setTimeout(() => { digits = ""; }, 900);
  digits = choose(digits + key) ? digits + key : (choose(key) ? key : "");
}

function step(from, by) {
  const all = [...form().querySelectorAll("[data-comment]")];
  all[Math.max(0, Math.min(all.length - 1, all.indexOf(from) + by))]?.focus();
}

// Arabic digits are keys as well.
const western = (key) => key.replace(/[\u0660-\u0669]/, (one) => String(one.charCodeAt(0) - 0x660)).replace(/[\u06f0-\u06f9]/, (one) => String(one.charCodeAt(0) - 0x6f0));

const LETTERS = { KeyC: "c", KeyF: "f", KeyJ: "j", KeyK: "k", KeyU: "u" };

function letter(event) {
  const name = LETTERS[event.code];
  if (name === "c") form().querySelector("[data-comment]")?.focus();
  else if (name === "f") form().querySelector("[name=feedback]").focus();
  else if (name) document.querySelector(`[data-key="${name}"]`)?.click();
  return Boolean(name);
}

function inComments(event, comment) {
  const by = { ArrowDown: 1, ArrowUp: -1, KeyJ: 1, KeyK: -1 }[event.code];
  if (by) step(comment, by);
  else if (event.key === "Enter") { insert(comment.dataset.comment); comment.blur(); }
  else if (event.key === "Escape") comment.blur();
  else return false;
  return true;
}

function pressed(event) {
  const comment = event.target.closest("[data-comment]");
  if (comment && inComments(event, comment)) return true;
  if (event.target.closest(TYPED)) {
    if (event.key === "Escape" && event.target.closest("textarea, input")) { event.target.blur(); return true; }
    // Enter in the field of points sends the form by itself.
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { form().requestSubmit(); return true; }
    return false;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const key = western(event.key);
  if (/^[0-9]$/.test(key)) { digit(key); return true; }
  if (event.key === "Enter" && !event.target.closest("a, button, summary")) { form().requestSubmit(); return true; }
  return letter(event);
}

document.addEventListener("keydown", (event) => {
  if (form() && !event.isComposing && !event.repeat && pressed(event)) event.preventDefault();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-points], [data-comment]");
  if (!button || !form()?.contains(button)) return;
  event.preventDefault();
  button.dataset.points ? choose(button.dataset.points) : insert(button.dataset.comment);
});
document.addEventListener("input", (event) => { if (event.target.name === "points" && form()) mark(); });

function begin() {
  digits = "";
  if (!form()) return;
  mark();
  form().dataset.keys = "on";
}

document.addEventListener("htmx:afterSettle", (event) => {
  begin();
  // Read out where we are now; keys go on working from here. An error is read instead.
  if (event.detail.target?.id === "grading" || event.detail.elt?.id === "grading") (form()?.querySelector("[aria-invalid=true]") ?? document.querySelector("[data-grading-head]"))?.focus();
});
begin();
