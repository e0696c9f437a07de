// <ul data-sort> with items that hold <input name="order"> and buttons [data-move="up|down"]:
// the buttons send the form without script; with it the item moves in place and the order is sent quietly.
export function start() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-move]");
    const list = button?.closest("[data-sort]");
    if (!list) return;
    event.preventDefault();
    const item = button.closest("[data-sort-item]");
    const other = button.dataset.move === "up" ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    button.dataset.move === "up" ? other.before(item) : other.after(item);
    button.focus();
    const body = new FormData(list.closest("form") ?? undefined);
    body.delete("move");
    const answer = await fetch(list.dataset.sort, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) location.reload();
    else announce(list, item);
  });
}

function announce(list, item) {
  const place = [...list.querySelectorAll("[data-sort-item]")].indexOf(item) + 1;
  const region = document.querySelector("[data-live]");
  if (region) region.textContent = `${item.dataset.sortItem} ${place}`;
}
