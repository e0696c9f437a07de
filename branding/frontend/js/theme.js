// The switch is a form that works by itself; here the page changes at once and the cookie is kept for a year.
export function start() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-theme-form]");
    const value = event.submitter?.value;
    if (!form || !value) return;
    event.preventDefault();
    document.documentElement.dataset.theme = value;
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `theme=${value};path=/;max-age=31536000;samesite=lax${secure}`;
    document.querySelectorAll("[data-theme-form] button").forEach((button) => button.setAttribute("aria-pressed", String(button.value === value)));
    form.removeAttribute("aria-busy");
    // Somebody who is signed in finds it again on the next device.
    fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), redirect: "manual" }).catch(() => {});
  }, true);
}
