// Filters that send themselves, buttons that cannot be pressed twice, and work that is not lost by a stray tap.
import { toast } from "./toasts.js";

let timer;

function sendSoon(form, wait) {
  clearTimeout(timer);
  timer = setTimeout(() => form.requestSubmit(), wait);
}

function guardDouble(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[data-repeatable], [data-upload-progress]")) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
}

export function start() {
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-autosubmit]") && event.target.type !== "search") sendSoon(form, 0);
  });
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-autosubmit]") && event.target.type === "search") sendSoon(form, 450);
  });
  document.addEventListener("submit", guardDouble);
  // Coming back with the browser's arrow shows the page as it was left: free the buttons again.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches?.("[data-check-all]")) {
      document.querySelectorAll(`input[name="${CSS.escape(box.dataset.checkAll)}"]`).forEach((one) => { one.checked = box.checked; });
    }
    if (box.type !== "checkbox" || box.checked) return;
    // Who is taken out is not among "all" any more.
    const name = CSS.escape(box.dataset.checkAll ?? box.name);
    document.querySelectorAll(`[data-check-all="${name}"]`).forEach((master) => { master.checked = false; });
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const token = event.detail.elt.closest("form")?.querySelector("[name=csrfmiddlewaretoken]") ?? document.querySelector("[name=csrfmiddlewaretoken]");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
  });
  document.addEventListener("htmx:sendError", () => toast(document.body.dataset.offline));
  // A part of the page that was refused (rights taken away, gone, broken) changes nothing: that is said.
  document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => xhr.getResponseHeader("HX-Redirect") || toast(document.body.dataset.refused));
}
