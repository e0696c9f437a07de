// <button data-copy="text" data-copied="Copied">; outside a secure page the text is selected by an older way.
import { toast } from "./toasts.js";

export async function put(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.className = "sr-only";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copy refused");
}

export function start() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try {
      await put(button.dataset.copy);
      toast(button.dataset.copied);
    } catch {
      toast(button.dataset.failed);
    }
  });
}
