// The address of a video lives for two minutes. It is asked for when the player opens, and again whenever the
// browser needs more of the file after that: playing goes on where it was.
const TRIES = 5;
const STUMBLE = 500;

const sleep = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });

export class Link {
  constructor({ player, video, url, csrf }) {
    Object.assign(this, { player, video, url, csrf });
    this.misses = 0;
    video.addEventListener("error", () => this.renew());
    video.addEventListener("playing", () => Object.assign(this, { misses: 0, runs: true }));
    video.addEventListener("pause", () => Object.assign(this, { runs: false, pausedAt: performance.now() }));
    window.addEventListener("online", () => this.isStuck && this.again());
  }

  async open() {
    this.player.show("wait");
    const url = await this.ask();
    if (!url) return;
    this.video.src = url;
    this.video.addEventListener("loadedmetadata", () => this.player.show(null), { once: true });
  }

  // The same place, the same speed, with a new address.
  async renew() {
    if (this.isAsking || !this.video.error) return;
    const { currentTime, playbackRate } = this.video;
    // A browser that finds no more film pauses by itself, and tells of it before the error or after.
    const wasPlaying = this.runs || this.resumes || performance.now() - this.pausedAt < STUMBLE;
    const at = currentTime || this.at || 0;
    Object.assign(this, { at, resumes: wasPlaying });
    this.misses += 1;
    if (this.misses > TRIES) {
      this.fail();
      return;
    }
    if (this.misses > 1) await sleep(this.misses);
    this.player.show("wait");
    const url = await this.ask();
    if (!url) return;
    this.video.addEventListener("loadedmetadata", () => {
      this.video.currentTime = at;
      this.video.playbackRate = playbackRate;
      this.player.show(null);
      if (wasPlaying) this.video.play().catch(() => {});
      Object.assign(this, { at: 0, resumes: false });
    }, { once: true });
    this.video.src = url;
  }

  again() {
    this.isStuck = false;
    this.misses = 0;
    if (this.video.error) this.renew();
    else this.open();
  }

  // The film in pieces where the browser plays those by itself and they have not failed it here.
  choose({ url, hls_url: pieces }) {
    const plays = pieces && this.misses <= 2 && this.video.canPlayType("application/vnd.apple.mpegurl");
    return plays ? pieces : url;
  }

  async ask() {
    this.isAsking = true;
    try {
      for (let wait = 1; wait <= 8; wait *= 2) {
        const answer = await this.post();
        if (answer?.ok) return this.choose(await answer.json());
        if (answer && answer.status < 500 && answer.status !== 429) {
          this.player.show("denied");
          return null;
        }
        await sleep(wait);
      }
      this.fail();
      return null;
    } finally {
      this.isAsking = false;
    }
  }

  post() {
    const headers = { "Accept": "application/json", "X-CSRFToken": this.csrf };
    return fetch(this.url, { method: "POST", credentials: "same-origin", redirect: "error", headers }).catch(() => null);
  }

  fail() {
    this.isStuck = true;
    this.player.show("error");
  }
}
