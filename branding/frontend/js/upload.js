// <form data-upload-progress>: sends by XMLHttpRequest to show progress; the answer is followed as the browser would.
// An answer with X-Follow names where to go, so that no message is used up by a page that nobody sees.
// Dropped files land in the input itself, so the same form works without script.
import { digits } from "./digits.js";
import { toast } from "./toasts.js";

function describe(zone, files) {
  const name = zone.querySelector("[data-file-name]");
  if (name) name.textContent = [...files].map((file) => `${file.name} (${(file.size / 1048576).toFixed(1)} MB)`).join(", ");
}

function drop(zone) {
  const input = zone.querySelector("input[type=file]");
  for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, () => { zone.dataset.over = ""; });
  for (const kind of ["dragleave", "drop", "dragend"]) zone.addEventListener(kind, () => delete zone.dataset.over);
  input.addEventListener("change", () => describe(zone, input.files));
}

function finish(form, request) {
  const place = request.getResponseHeader("X-Follow");
  if (place) {
    location.assign(place);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const fresh = form.id ? page.getElementById(form.id) : page.querySelector("form[data-upload-progress]");
  const refused = request.status >= 400 || fresh?.querySelector("[aria-invalid=true], [data-form-errors]");
  if (!refused && request.responseURL) {
    location.assign(request.responseURL);
    return;
  }
  form.removeAttribute("aria-busy");
  if (fresh) form.replaceWith(fresh);
  else toast(form.dataset.failed);
  document.querySelectorAll(".dropzone").forEach(drop);
}

function send(event) {
  const form = event.target.closest("[data-upload-progress]");
  if (!form || !window.FormData) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  const bar = form.querySelector("progress[data-upload-bar]");
  const text = form.querySelector("[data-upload-text]");
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (step) => {
    if (!step.lengthComputable) return;
    const percent = Math.floor((step.loaded / step.total) * 100);
    if (bar) { bar.hidden = false; bar.value = percent; }
    if (text) text.textContent = digits(`${percent}%`);
  });
  request.addEventListener("load", () => finish(form, request));
  request.addEventListener("error", () => { form.removeAttribute("aria-busy"); toast(form.dataset.failed); });
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.send(new FormData(form, event.submitter));
}

export function start() {
  document.querySelectorAll(".dropzone").forEach(drop);
  document.addEventListener("submit", send);
}
