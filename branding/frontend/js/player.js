// <video-player data-…>: resume, keys, speed, watched seconds to the server, a watermark that wanders.
// Watched time is counted in seconds that truly played, never taken from the position: a jump watches nothing.
const REPORT_EVERY = 10;
const STEP = 10;

class VideoPlayer extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    if (!this.video) return;
    this.watched = 0;
    this.latest = null;
    this.listen();
    this.mark();
  }

  disconnectedCallback() {
    clearInterval(this.markTimer);
  }

  listen() {
    const { video } = this;
    video.addEventListener("loadedmetadata", () => this.resume(), { once: true });
    if (video.readyState >= 1) this.resume();
    video.addEventListener("timeupdate", () => this.count());
    video.addEventListener("seeking", () => { this.latest = null; });
    video.addEventListener("pause", () => this.report("pause"));
    video.addEventListener("ended", () => this.report("ended"));
    video.addEventListener("error", () => this.fail());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.report("hidden"));
    this.closest("[data-player-area]")?.querySelectorAll("[data-speed]").forEach((select) => {
      select.addEventListener("change", () => { video.playbackRate = Number(select.value); });
    });
    this.addEventListener("keydown", (event) => this.key(event));
  }

  resume() {
    const at = Number(this.dataset.position) || 0;
    if (at > 3 && at < this.video.duration - 5) this.video.currentTime = at;
  }

  count() {
    const now = this.video.currentTime;
    const gap = this.latest === null ? 0 : now - this.latest;
    if (gap > 0 && gap < 2 * this.video.playbackRate) this.watched += gap;
    this.latest = now;
    if (this.watched >= REPORT_EVERY) this.report("playing");
  }

  report(state) {
    const { reportUrl, csrf } = this.dataset;
    const seconds = Math.floor(this.watched);
    if (!reportUrl || (seconds < 1 && state !== "ended")) return;
    this.watched -= seconds;
    const body = JSON.stringify({ watched_seconds: seconds, position_seconds: Math.floor(this.video.currentTime), state });
    fetch(reportUrl, {
      method: "POST", body, keepalive: true, credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf ?? "" },
    }).then((answer) => {
      if (answer.ok) this.dispatchEvent(new CustomEvent("reported", { bubbles: true, detail: { seconds, state } }));
      else if (answer.status >= 500) this.watched += seconds;
    }).catch(() => { this.watched += seconds; });
  }

  fail() {
    const cover = this.querySelector("[data-player-error]");
    if (cover) cover.hidden = false;
  }

  key(event) {
    if (event.target !== this && event.target !== this.video) return;
    const { video } = this;
    const forward = document.dir === "rtl" ? -STEP : STEP;
    const act = {
      " ": () => (video.paused ? video.play() : video.pause()),
      k: () => (video.paused ? video.play() : video.pause()),
      ArrowRight: () => { video.currentTime += forward; },
      ArrowLeft: () => { video.currentTime -= forward; },
      m: () => { video.muted = !video.muted; },
      f: () => (document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen?.()),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  mark() {
    const text = this.dataset.watermark;
    if (!text) return;
    const note = document.createElement("div");
    note.className = "player-mark";
    note.setAttribute("aria-hidden", "true");
    note.textContent = text;
    this.append(note);
    const move = () => {
      if (!note.isConnected) this.append(note);
      const x = Math.random() * Math.max(0, this.clientWidth - note.offsetWidth);
      const y = Math.random() * Math.max(0, this.clientHeight - note.offsetHeight - 48);
      note.style.insetInlineStart = "auto";
      note.style.left = "0";
      note.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    };
    move();
    this.markTimer = setInterval(move, 5000);
  }
}

customElements.define("video-player", VideoPlayer);
