// The player's keys. They work on the whole page unless the reader switches that off; then only inside the player.
// Letters are read by their place on the keyboard when it writes another script: "k" is "ن" in Arabic.
const KEPT = "player-keys";
const PLACES = {
  Space: " ", KeyK: "k", KeyJ: "j", KeyL: "l", KeyM: "m", KeyF: "f", KeyN: "n", Comma: ",", Period: ".", Slash: "/",
};
const WRITES = "input, textarea, select, [contenteditable], dialog, [role=tablist]";
const PRESSES = "button, summary, a, [role=button]";

export class Keys {
  constructor({ area, player, acts, dialog }) {
    Object.assign(this, { area, player, acts, dialog });
    document.addEventListener("keydown", (event) => this.hear(event));
    this.offerChoice();
  }

  get isEverywhere() {
    try { return localStorage.getItem(KEPT) !== "inside"; } catch { return true; }
  }

  offerChoice() {
    const box = this.dialog?.querySelector("[data-keys-everywhere]");
    if (!box) return;
    box.checked = this.isEverywhere;
    box.addEventListener("change", () => {
      try { localStorage.setItem(KEPT, box.checked ? "everywhere" : "inside"); } catch { /* no place to keep it */ }
    });
  }

  hear(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const key = named(event);
    const act = this.acts[key];
    if (!act || !this.listens(event.target, key)) return;
    event.preventDefault();
    act();
  }

  listens(target, key) {
    if (target === this.player || target.localName === "video") return this.player.contains(target);
    if (target.closest?.(WRITES)) return false;
    if (key === " " && target.closest?.(PRESSES)) return false;
    if (this.area.contains(target)) return true;
    // Arrows scroll the page and Escape closes what is open; letters do nothing else there.
    return this.isEverywhere && key.length === 1;
  }
}

function named(event) {
  if (event.shiftKey && event.code === "Slash") return "?";
  if (/^[\x20-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  return PLACES[event.code] ?? event.key;
}
