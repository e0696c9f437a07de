// The server's clock, counted on by the browser's own running time: setting the device's clock changes nothing.
// It is decoration. What is in time, the server decides.
import { digits } from "../digits.js";

export class Clock {
  constructor(now, expires) {
    this.expires = expires;
    const arrived = performance.getEntriesByType("navigation")[0]?.responseStart || performance.now();
    this.offset = now - arrived;
  }

  // The answer stands for the moment half way between question and answer.
  sync(now, expires, asked) {
    this.expires = expires ?? null;
    this.offset = now - (asked + performance.now()) / 2;
  }

  // Milliseconds left, null when nothing limits the attempt.
  left() {
    return this.expires === null ? null : this.expires - (performance.now() + this.offset);
  }
}

export function words(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const MINUTES = [10, 5, 1];

// Shows the time, says out loud when 10, 5 and 1 minutes are left, and tells when it is over.
export function run({ clock, view, say, texts, over }) {
  let before = Infinity;
  const tick = () => {
    const left = clock.left();
    if (left === null) return;
    view.textContent = digits(words(left));
    view.closest("[data-exam-timer]").dataset.level = left <= 60_000 ? "last" : left <= 300_000 ? "low" : "";
    const passed = MINUTES.find((minute) => left <= minute * 60_000 && before > minute * 60_000 && left > (minute - 1) * 60_000);
    // What is already behind when the page opens is seen, not announced.
    if (passed && before !== Infinity) say(texts[passed]);
    before = left;
    if (left <= 0) {
      clearInterval(timer);
      over();
    }
  };
  const timer = setInterval(tick, 500);
  tick();
  return () => clearInterval(timer);
}
