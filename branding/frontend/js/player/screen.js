// The whole screen is given to the player, never to the film alone: the watermark has to come along.
export class Screen {
  constructor({ player, video }) {
    Object.assign(this, { player, video });
    document.addEventListener("fullscreenchange", () => {
      if (document.fullscreenElement === video) document.exitFullscreen().then(() => this.enter());
    });
    // iPhones know only a player of their own; there ours fills the page instead.
    video.addEventListener("webkitbeginfullscreen", () => {
      video.webkitExitFullscreen?.();
      player.classList.add("player-fill");
    });
  }

  get isFull() {
    return document.fullscreenElement === this.player || this.player.classList.contains("player-fill");
  }

  toggle() {
    if (this.isFull) this.leave();
    else this.enter();
  }

  enter() {
    if (!this.player.requestFullscreen) {
      this.player.classList.add("player-fill");
      return;
    }
    this.player.requestFullscreen().then(() => screen.orientation?.lock?.("landscape")).catch(() => {});
  }

  leave() {
    this.player.classList.remove("player-fill");
    if (document.fullscreenElement) document.exitFullscreen();
  }
}
