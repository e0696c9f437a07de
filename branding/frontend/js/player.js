// <video-player data-…>: short-lived addresses, resume, keys, speed, watched seconds to the server, a watermark that
// wanders; with data-framed, a video service's player in a frame. Watched time is counted in seconds that truly played, never taken from the position: a jump watches nothing.
import { Frame } from "./player/frame.js";
import { Keys } from "./player/keys.js";
import { Link } from "./player/link.js";
import { Notes } from "./player/notes.js";
import { Onward } from "./player/onward.js";
import { showCurrent } from "./player/outline.js";
import { Reports } from "./player/reports.js";
import { Screen } from "./player/screen.js";
import { toast } from "./toasts.js";

const REPORT_EVERY = 10;
const STEP = 10;
const SPEED_KEPT = "playback-speed";
const COVERS = ["wait", "error", "denied", "end"];

class VideoPlayer extends HTMLElement {
  connectedCallback() {
    if (this.reports) return;
    if ("framed" in this.dataset) {
      this.openFrame();
      return;
    }
    this.video = this.querySelector("video");
    this.mark();
    if (!this.video) return;
    const { linkUrl, csrf = "" } = this.dataset;
    this.latest = null;
    this.reports = this.reporting(() => this.video.currentTime);
    this.screen = new Screen({ player: this, video: this.video });
    this.listen();
    this.tools();
    if (linkUrl) this.link = new Link({ player: this, video: this.video, url: linkUrl, csrf });
    else this.video.addEventListener("error", () => this.show("error"));
    this.beside();
    this.hold();
  }

  // What stands around the film: keys, notes, the way to the next lesson.
  beside() {
    const area = this.closest("[data-player-area]") ?? this;
    showCurrent();
    this.onward = new Onward({ area });
    this.keys = new Keys({ area, player: this, acts: this.acts(), dialog: document.querySelector("#player-keys") });
    this.notes = new Notes({ place: () => this.video.currentTime || Number(this.dataset.position) || 0, go: (seconds) => this.go(seconds) });
  }

  // Nothing is loaded before somebody wants to see it: a film costs data, and the page stands sooner.
  hold() {
    this.cover = this.querySelector("[data-player-start]");
    if (!this.link) return;
    if (!this.cover || location.hash === "#play") {
      this.start();
      return;
    }
    this.cover.addEventListener("submit", (event) => {
      event.preventDefault();
      this.start();
    });
  }

  start() {
    if (!this.link || this.isStarted) return;
    this.isStarted = true;
    const isAsked = Boolean(this.cover);
    if (this.cover) this.cover.hidden = true;
    this.video.controls = true;
    this.video.preload = "metadata";
    if (!isAsked) {
      this.link.open();
      return;
    }
    // Some phones let a film play later only if it was touched in the press itself.
    this.video.load();
    this.focus({ preventScroll: true });
    this.link.open().then(() => this.video.play().catch(() => {}));
  }

  // To a moment of the film, and play there.
  go(seconds) {
    this.scrollIntoView({ block: "nearest", behavior: "smooth" });
    if (this.link && !this.isStarted) {
      this.dataset.position = String(seconds);
      this.asked = seconds;
      this.start();
      return;
    }
    this.show(null);
    this.video.currentTime = seconds;
    this.video.play().catch(() => {});
  }

  disconnectedCallback() {
    clearInterval(this.markTimer);
  }

  reporting(place) {
    const { reportUrl, csrf = "" } = this.dataset;
    return new Reports({
      url: reportUrl, csrf,
      position: () => Math.floor(place()),
      answered: (answer, told) => this.answered(answer, told),
      refused: () => this.dispatchEvent(new CustomEvent("refused", { bubbles: true })),
    });
  }

  openFrame() {
    const { linkUrl, csrf = "", playerOrigin } = this.dataset;
    this.frame = new Frame({
      player: this, url: linkUrl, csrf, origin: playerOrigin,
      played: (seconds) => this.reports.add(seconds),
      told: (event) => this.heard(event),
    });
    this.reports = this.reporting(() => this.frame.at);
    this.querySelector("[data-player-retry]")?.addEventListener("click", () => this.frame.open());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.reports.send("hidden"));
    this.cover = this.querySelector("[data-player-start]");
    this.cover?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.cover.hidden = true;
      this.frame.open();
    });
    if (!this.cover) this.frame.open();
  }

  heard(event) {
    if (event === "pause" || event === "ended") this.reports.send(event);
    else if (this.reports.watched >= REPORT_EVERY) this.reports.send("playing");
  }

  listen() {
    const { video } = this;
    video.addEventListener("loadedmetadata", () => this.resume(), { once: true });
    if (video.readyState >= 1) this.resume();
    video.addEventListener("timeupdate", () => this.count());
    video.addEventListener("seeking", () => { this.latest = null; });
    video.addEventListener("emptied", () => { this.latest = null; });
    video.addEventListener("play", () => this.show(null));
    video.addEventListener("pause", () => this.reports.send("pause"));
    video.addEventListener("ended", () => { this.reports.send("ended"); this.show("end"); this.onward?.start(); });
    video.addEventListener("play", () => this.onward?.stop());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.reports.send("hidden"));
  }

  tools() {
    const area = this.closest("[data-player-area]") ?? this;
    this.speeds = [...area.querySelectorAll("[data-speed]")];
    this.speeds.forEach((select) => select.addEventListener("change", () => this.setSpeed(Number(select.value))));
    const on = (name, act) => area.querySelectorAll(name).forEach((button) => button.addEventListener("click", act));
    on("[data-player-back]", () => this.jump(-STEP));
    on("[data-player-forward]", () => this.jump(STEP));
    on("[data-player-full]", () => this.screen.toggle());
    on("[data-player-retry]", () => (this.link ? this.link.again() : this.video.load()));
    on("[data-player-replay]", () => { this.video.currentTime = 0; this.video.play(); });
    this.video.addEventListener("loadedmetadata", () => this.setSpeed(this.keptSpeed()));
  }

  // One of the covers over the film, or none; `why` takes the place of the usual words.
  show(name, why = "") {
    const words = this.querySelector("[data-player-why]");
    if (words) {
      this.usualWords ??= words.textContent;
      words.textContent = why || this.usualWords;
    }
    COVERS.forEach((cover) => {
      const place = this.querySelector(`[data-player-${cover}]`);
      if (place) place.hidden = cover !== name;
    });
  }

  resume() {
    const at = Number(this.dataset.position) || 0;
    if ((at > 3 || this.asked) && at < this.video.duration - 5) this.video.currentTime = at;
  }

  jump(seconds) {
    if (this.link && !this.isStarted) return;
    this.video.currentTime = Math.max(0, this.video.currentTime + seconds);
  }

  setSpeed(rate) {
    if (!rate) return;
    this.video.playbackRate = rate;
    this.speeds.forEach((select) => { select.value = String(rate); });
    try { localStorage.setItem(SPEED_KEPT, rate); } catch { /* no place to keep it */ }
  }

  keptSpeed() {
    try { return Number(localStorage.getItem(SPEED_KEPT)) || 1; } catch { return 1; }
  }

  step(direction) {
    const rates = [...(this.speeds[0]?.options ?? [])].map((option) => Number(option.value));
    const rate = rates[rates.indexOf(this.video.playbackRate) + direction];
    this.setSpeed(rate);
    if (rate) this.say(`${rate}×`);
  }

  // A word over the film that goes by itself, read out too.
  say(text) {
    const place = this.querySelector("[data-player-say]");
    if (!place) return;
    place.textContent = text;
    place.hidden = false;
    clearTimeout(this.sayTimer);
    this.sayTimer = setTimeout(() => { place.hidden = true; }, 1200);
  }

  count() {
    const now = this.video.currentTime;
    const gap = this.latest === null ? 0 : now - this.latest;
    if (gap > 0 && gap < 2 * this.video.playbackRate) this.reports.add(gap);
    this.latest = now;
    if (this.reports.watched >= REPORT_EVERY) this.reports.send("playing");
  }

  answered(answer, told) {
    this.dispatchEvent(new CustomEvent("reported", { bubbles: true, detail: { ...told, answer } }));
    if (!answer.is_completed || this.isDone) return;
    this.isDone = true;
    document.querySelectorAll("[data-when-done]").forEach((place) => { place.hidden = false; });
    document.querySelectorAll("[data-until-done]").forEach((place) => { place.hidden = true; });
    toast(this.dataset.doneText);
  }

  toggle() {
    if (this.link && !this.isStarted) this.start();
    else if (this.video.paused) this.video.play();
    else this.video.pause();
  }

  acts() {
    const dialog = document.querySelector("#player-keys");
    // The time line runs from left to right in every language, and so do these.
    const [back, forward] = [() => this.jump(-STEP), () => this.jump(STEP)];
    const [slower, faster] = [() => this.step(-1), () => this.step(1)];
    return {
      " ": () => this.toggle(), k: () => this.toggle(),
      j: back, ArrowLeft: back, l: forward, ArrowRight: forward,
      ",": slower, "<": slower, ".": faster, ">": faster,
      m: () => { this.video.muted = !this.video.muted; },
      f: () => this.screen.toggle(),
      n: () => document.querySelector("[data-note-text]")?.focus(),
      "?": () => dialog && (dialog.open ? dialog.close() : dialog.showModal()),
      Escape: () => this.screen.isFull && this.screen.leave(),
    };
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
    clearInterval(this.markTimer);
    this.markTimer = setInterval(move, 5000);
  }
}

customElements.define("video-player", VideoPlayer);
