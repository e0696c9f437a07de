// Tells the server how far a video was watched. What could not be told waits in memory, is added up, and is
// told when the network is back: nothing is lost by a cut line, and nothing is asked of the reader.
const WAITS = [2, 5, 10, 20, 40, 60];

export class Reports {
  constructor({ url, csrf, position, answered, refused }) {
    Object.assign(this, { url, csrf, position, answered, refused });
    this.watched = 0;
    this.failures = 0;
    this.busy = false;
    this.isOver = !url;
    window.addEventListener("online", () => this.retry());
    window.addEventListener("pagehide", () => this.leave());
  }

  add(seconds) {
    this.watched += seconds;
  }

  async send(state) {
    const seconds = Math.floor(this.watched);
    if (this.isOver || (seconds < 1 && state !== "ended")) return;
    // While the line is cut, playing alone asks nothing: the wait decides when it is told again.
    if (this.pending && state === "playing") return;
    if (this.busy) {
      this.next = state;
      return;
    }
    this.busy = true;
    this.watched -= seconds;
    const kept = await this.post(seconds, state);
    this.busy = false;
    if (!kept) this.watched += seconds;
    if (kept && this.next) this.send(this.next);
    this.next = null;
  }

  // True when the server has it, or does not want it; false when it shall be told again.
  async post(seconds, state) {
    try {
      const answer = await fetch(this.url, {
        method: "POST", keepalive: true, credentials: "same-origin", redirect: "error",
        body: JSON.stringify({ watched_seconds: seconds, position_seconds: this.position(), state }),
        headers: { "Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": this.csrf },
      });
      if (answer.ok) {
        this.failures = 0;
        this.pending = null;
        clearTimeout(this.timer);
        this.answered(await answer.json().catch(() => ({})), { seconds, state });
        return true;
      }
      if (answer.status < 500 && answer.status !== 429) {
        this.isOver = true;
        this.refused(answer.status);
        return true;
      }
    } catch { /* no network: told again below */ }
    this.later(state);
    return false;
  }

  later(state) {
    const wait = WAITS[Math.min(this.failures, WAITS.length - 1)];
    this.failures += 1;
    clearTimeout(this.timer);
    this.pending = state;
    this.timer = setTimeout(() => this.retry(), wait * 1000);
  }

  retry() {
    if (!this.pending) return;
    clearTimeout(this.timer);
    const state = this.pending;
    this.pending = null;
    this.send(state);
  }

  // A page that is going away gets no answer any more; a beacon outlives it.
  leave() {
    const seconds = Math.floor(this.watched);
    if (this.isOver || seconds < 1) return;
    const form = new FormData();
    form.set("csrfmiddlewaretoken", this.csrf);
    form.set("watched_seconds", seconds);
    form.set("position_seconds", this.position());
    form.set("state", "left");
    if (navigator.sendBeacon?.(this.url, form)) this.watched -= seconds;
  }
}
