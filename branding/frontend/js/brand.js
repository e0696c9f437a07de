// Opening a school and its colours: the drawn preview follows what is typed and chosen. The forms work without it.
import "./steps.js";

const six = ["primary", "primary_light", "primary_dark", "secondary", "accent", "background"];

// <button data-fill="#id" data-value="…"> puts a value into a field instead of sending the form.
function fill(event) {
  const button = event.target.closest("[data-fill]");
  const field = button && document.querySelector(button.dataset.fill);
  if (!field) return;
  event.preventDefault();
  field.value = button.dataset.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function typedName() {
  const value = (name) => document.querySelector(`[name="${name}"]`)?.value.trim() ?? "";
  return value("full_name") || [value("first_name"), value("last_name")].filter(Boolean).join(" ");
}

function showName() {
  const name = typedName();
  for (const spot of document.querySelectorAll("[data-preview-name]")) {
    spot.dataset.was ??= spot.textContent;
    spot.textContent = name || spot.dataset.was;
  }
  for (const mark of document.querySelectorAll("[data-preview-mark]")) {
    if (mark.querySelector("img")) continue;
    const letter = mark.querySelector(".icon-letter") ?? mark;
    mark.dataset.was ??= letter.textContent;
    letter.textContent = [...name][0]?.toUpperCase() ?? mark.dataset.was;
  }
}

function showLogo(event) {
  const file = event.target.matches('input[type="file"][name="logo"]') && event.target.files[0];
  if (!file || !file.type.startsWith("image/")) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    for (const mark of document.querySelectorAll("[data-preview-mark]")) {
      const image = new Image();
      image.alt = "";
      image.src = reader.result;
      mark.replaceChildren(image);
    }
  });
  reader.readAsDataURL(file);
}

// The sheet with the preview's colours is replaced when the new one is there, so nothing flickers.
function showColours(form) {
  const query = new URLSearchParams(six.map((name) => [name, form.elements[name].value]));
  const old = document.querySelector("link[data-preview-sheet]");
  const fresh = old.cloneNode();
  fresh.href = `${old.href.split("?")[0]}?${query}`;
  fresh.addEventListener("load", () => old.remove());
  old.removeAttribute("data-preview-sheet");
  old.after(fresh);
}

let timer;
function follow(event) {
  const form = event.target.form;
  if (!form?.matches("[data-brand]")) return;
  if (event.target.name === "look") {
    const colours = event.target.dataset.colours?.split(" ");
    colours?.forEach((colour, place) => { form.elements[six[place]].value = colour; });
  } else if (six.includes(event.target.name)) {
    form.querySelector('[name="look"][value="own"]').checked = true;
  } else return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    showColours(form);
    form.dispatchEvent(new CustomEvent("colours"));
  }, 150);
}

document.addEventListener("click", fill);
document.addEventListener("input", (event) => {
  if (["full_name", "first_name", "last_name"].includes(event.target.name)) showName();
  follow(event);
});
document.addEventListener("change", showLogo);
if (document.querySelector("[data-start], [data-brand]")) showName();
