// toast("Saved") from scripts; the server asks for one with the header HX-Trigger: {"toast": "Saved"}.
export function toast(text) {
  const region = document.querySelector("[data-toasts]");
  if (!region || !text) return;
  const note = document.createElement("div");
  note.className = "toast";
  note.textContent = text;
  region.append(note);
  setTimeout(() => note.remove(), 5000);
}

export function start() {
  document.addEventListener("toast", (event) => toast(event.detail?.value ?? event.detail));
}
