// The video service's own player in a frame. A ticket opens it once, so it is asked for when the player opens and
// again by the button. What the frame tells of its place counts like our own player's: seconds that truly played.
const PATIENCE = 25_000;
const FASTEST = 2;

export class Frame {
  constructor({ player, url, csrf, origin, played, told }) {
    Object.assign(this, { player, url, csrf, origin, played, told });
    this.at = 0;
    this.forget();
    window.addEventListener("message", (message) => this.hear(message));
    window.addEventListener("online", () => this.isStuck && this.open());
  }

  async open() {
    if (this.isAsking) return;
    Object.assign(this, { isAsking: true, isStuck: false });
    this.close();
    this.player.show("wait");
    const answer = await this.post();
    this.isAsking = false;
    if (!answer) return this.fail();
    const told = await answer.json().catch(() => ({}));
    if (answer.ok && told.url && told.is_framed) return this.place(told.url);
    if ([401, 403, 404, 409].includes(answer.status)) return this.player.show("denied");
    return this.fail(answer.status === 429 ? told.detail : "");
  }

  post() {
    const headers = { "Accept": "application/json", "X-CSRFToken": this.csrf };
    const signal = AbortSignal.timeout(PATIENCE);
    return fetch(this.url, { method: "POST", credentials: "same-origin", redirect: "error", headers, signal }).catch(() => null);
  }

  place(url) {
    const frame = document.createElement("iframe");
    frame.title = this.player.getAttribute("aria-label") ?? "";
    frame.allow = "encrypted-media; fullscreen; autoplay";
    frame.allowFullscreen = true;
    // The service plays only in pages of the host that the ticket names.
    frame.referrerPolicy = "origin";
    this.timer = setTimeout(() => this.fail(), PATIENCE);
    frame.addEventListener("load", () => this.arrive());
    frame.src = url;
    Object.assign(this, { frame, isThere: false });
    this.forget();
    this.player.prepend(frame);
  }

  // Its first word may come long before the film is loaded.
  arrive() {
    if (this.isThere) return;
    this.isThere = true;
    clearTimeout(this.timer);
    this.player.show(null);
  }

  close() {
    clearTimeout(this.timer);
    this.frame?.remove();
    this.frame = null;
  }

  fail(why = "") {
    this.isStuck = true;
    this.close();
    this.player.show("error", why);
  }

  forget() {
    this.latest = null;
    this.heardAt = 0;
  }

  hear(message) {
    if (!this.frame || message.source !== this.frame.contentWindow || message.origin !== this.origin) return;
    this.arrive();
    const told = read(message.data);
    const now = told?.currentTime;
    if (typeof now !== "number" || !Number.isFinite(now) || now < 0) return;
    if (told.event === "seeking" || told.event === "seeked") this.forget();
    this.count(now, performance.now());
    this.at = now;
    this.told(told.event);
  }

  // What was skipped is longer than the time since the last word.
  count(now, moment) {
    const gap = this.latest === null ? 0 : now - this.latest;
    const passed = (moment - this.heardAt) / 1000;
    if (gap > 0 && gap <= FASTEST * passed + 0.5) this.played(gap);
    Object.assign(this, { latest: now, heardAt: moment });
  }
}

function read(data) {
  if (typeof data !== "string") return data;
  try { return JSON.parse(data); } catch { return null; }
}
