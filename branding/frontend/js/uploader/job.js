// One file's way: a lesson for it if there is none, a place at the service, the bytes, the lesson takes it, the service
// prepares it. Every step can be tried again from where it stopped: what was done is not done twice.
import { send } from "./send.js";
import { watch } from "./watch.js";

const CUT_WAITS = [2, 5, 10, 20, 40];
const HAND_WAITS = [2, 5, 10];
const FRESH = 45 * 60_000;
const PATIENCE = 40_000;

const sleep = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });

// After the wait, or as soon as the line is back.
const lineBack = (seconds) => new Promise((done) => {
  const timer = setTimeout(done, seconds * 1000);
  window.addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
});

class Trouble extends Error {
  constructor(words, code = "") {
    super(words);
    this.code = code;
  }
}

export class Job {
  constructor({ file, places, words, csrf, make, show }) {
    Object.assign(this, { file, places, words, csrf, make, show });
    this.state = "waiting";
    this.stopper = new AbortController();
  }

  get isOpen() {
    return this.state === "waiting" || this.state === "uploading";
  }

  // Until the lesson has its video; what follows does not hold up the next file.
  async run() {
    try {
      this.say("uploading", this.words.opening);
      this.places ??= await this.ask(this.make.url, this.make.fields(this.file));
      if (!this.isSent) await this.upload();
      this.take(await this.handOver());
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      if (trouble.code === "stopped") return;
      this.say("failed", trouble.message);
    }
  }

  stop() {
    this.say("stopped");
    this.stopper.abort();
  }

  async upload() {
    for (let cuts = 0, renewed = false; ;) {
      const { url, fields } = await this.ticket();
      this.say("uploading", this.words.uploading);
      const { status, said } = await send({ url, fields, file: this.file, signal: this.stopper.signal, progress: (step) => this.show(this, step) });
      this.check();
      if (status >= 200 && status < 300) {
        this.isSent = true;
        return;
      }
      if (status === 0 && cuts < CUT_WAITS.length) {
        this.say("uploading", this.words.cut);
        await lineBack(CUT_WAITS[cuts]);
        cuts += 1;
      } else {
        this.place = null;
        // The permission to upload is over after an hour: a new one is asked for, once.
        if (status !== 403 || renewed) throw new Trouble(said || ({ 0: this.words.cutOff, 400: this.words.refused }[status] ?? this.words.silent));
        renewed = true;
      }
      this.check();
    }
  }

  async ticket() {
    if (!this.place || Date.now() - this.placedAt > FRESH) {
      this.place = await this.ask(this.places.place);
      this.placedAt = Date.now();
    }
    return this.place;
  }

  async handOver() {
    this.say("uploading", this.words.handing);
    for (let tries = 0; ; tries += 1) {
      try {
        return (await this.ask(this.places.video, { video_id: this.place.video_id })).state;
      } catch (trouble) {
        if (trouble.code === "video_id_unknown") this.again();
        if (trouble.code !== "video_service_unavailable" || tries >= HAND_WAITS.length) throw trouble;
      }
      await sleep(HAND_WAITS[tries]);
      this.check();
    }
  }

  take(state) {
    if (state === "ready") return this.say("ready", this.words.ready);
    if (state === "failed") return this.fall();
    this.say("processing", this.words.processing);
    return watch({ url: this.places.video, told: (found) => this.follow(found) });
  }

  follow(state) {
    if (state === "ready") this.say("ready", this.words.ready);
    if (state === "failed" || state === "none") this.fall();
  }

  fall() {
    this.again();
    this.say("failed", this.words.failed);
  }

  again() {
    Object.assign(this, { isSent: false, place: null });
  }

  say(state, words = "") {
    if (this.state === "stopped") return;
    Object.assign(this, { state, said: words });
    this.show(this);
  }

  check() {
    if (this.state === "stopped") throw new Trouble("", "stopped");
  }

  async ask(url, fields = {}) {
    const headers = { "Accept": "application/json", "X-CSRFToken": this.csrf };
    const answer = await fetch(url, {
      method: "POST", credentials: "same-origin", redirect: "error", headers,
      body: new URLSearchParams(fields), signal: AbortSignal.timeout(PATIENCE),
    }).catch(() => null);
    this.check();
    if (answer?.status === 401) throw new Trouble(this.words.signedOut);
    const told = await answer?.json().catch(() => null);
    if (answer?.ok && told) return told;
    throw new Trouble(told?.detail || this.words.silent, told?.code || (answer ? "" : "video_service_unavailable"));
  }
}
