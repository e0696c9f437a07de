// When a film is over the next lesson begins by itself after a while, if the reader likes that and stays away from
// the button. A page that nobody looks at waits.
const KEPT = "player-onward";
const WAIT = 8000;

export class Onward {
  constructor({ area }) {
    this.offer = area.querySelector("[data-player-onward]");
    this.box = area.querySelector("[data-player-onward-choice]");
    if (!this.offer) return;
    if (this.box) {
      this.box.checked = this.isWanted;
      this.box.addEventListener("change", () => this.choose(this.box.checked));
    }
    this.offer.querySelector("[data-player-stay]")?.addEventListener("click", () => this.stop());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.stop());
  }

  get isWanted() {
    try { return localStorage.getItem(KEPT) !== "no"; } catch { return true; }
  }

  choose(isWanted) {
    try { localStorage.setItem(KEPT, isWanted ? "yes" : "no"); } catch { /* no place to keep it */ }
    if (!isWanted) this.stop();
  }

  start() {
    if (!this.offer || !this.isWanted || document.visibilityState === "hidden") return;
    this.offer.classList.add("onward-runs");
    this.offer.querySelectorAll("[data-player-counting]").forEach((part) => { part.hidden = false; });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => location.assign(`${this.offer.dataset.playerOnward}#play`), WAIT);
  }

  stop() {
    clearTimeout(this.timer);
    this.offer?.classList.remove("onward-runs");
    this.offer?.querySelectorAll("[data-player-counting]").forEach((part) => { part.hidden = true; });
  }
}
