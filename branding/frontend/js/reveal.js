// <button data-reveal="#password"> shows and hides what was typed.
export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal]");
    const input = button && document.querySelector(button.dataset.reveal);
    if (!input) return;
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
    button.querySelectorAll("[data-when]").forEach((icon) => { icon.hidden = (icon.dataset.when === "shown") === shown; });
  });
  document.addEventListener("submit", (event) => {
    event.target.querySelectorAll?.("[data-reveal]").forEach((button) => {
      const input = document.querySelector(button.dataset.reveal);
      if (input) input.type = "password";
    });
  });
}
