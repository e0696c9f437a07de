// The list of lessons begins at the one that is open, beside the film and in the phone's sheet.
export function showCurrent() {
  const list = document.querySelector("#outline");
  const current = list?.querySelector("[aria-current]");
  if (!current) return;
  const show = () => { list.scrollTop += current.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3; };
  list.addEventListener("toggle", (event) => event.target === list && event.newState === "open" && show());
  show();
}
