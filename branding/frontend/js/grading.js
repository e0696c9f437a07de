// Marking by keys: a number gives that many points, Enter saves and shows the next. In a text Enter is a new line.
const form = document.querySelector("form[data-grading]");
let digits = "";
let timer;

function choose(text) {
  const field = form.querySelector("[name=points]");
  const wanted = Number(text);
  if (!text || wanted > Number(form.dataset.grading)) return false;
  field.value = text;
  mark();
  return true;
}

function mark() {
  const value = form.querySelector("[name=points]").value;
  for (const button of form.querySelectorAll("[data-points]")) {
    button.setAttribute("aria-pressed", String(value !== "" && Number(button.dataset.points) === Number(value)));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-points]");
  if (!button || !form?.contains(button)) return;
  event.preventDefault();
  choose(button.dataset.points);
});

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("textarea, input, select, dialog")) return;
  if (/^[0-9]$/.test(event.key)) {
    event.preventDefault();
    // 1 and 2 quickly one after the other are 12, where 12 can be given.
    clearTimeout(timer);
    timer = setTimeout(() => { digits = ""; }, 900);
    digits = choose(digits + event.key) ? digits + event.key : (choose(event.key) ? event.key : "");
  } else if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
    event.preventDefault();
    form.requestSubmit();
  }
});

form?.addEventListener("input", (event) => { if (event.target.name === "points") mark(); });
if (form) {
  mark();
  form.dataset.keys = "on";
}
