// <button data-share="address" hidden>: the phone's own way to share where there is one, else the address is copied.
import { put } from "./copy.js";
import { toast } from "./toasts.js";

async function share(button) {
  const url = button.dataset.share;
  if (navigator.share) return navigator.share({ url, title: document.title });
  await put(url);
  toast(button.dataset.copied);
}

export function start() {
  document.querySelectorAll("[data-share]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-share]");
    if (!button) return;
    try {
      await share(button);
    } catch (error) {
      if (error.name !== "AbortError") toast(button.dataset.failed); // closing the phone's sheet is no failure
    }
  });
}
