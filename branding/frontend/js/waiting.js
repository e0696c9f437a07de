// <video-wait data-url>: the page is loaded again as soon as the video is ready, or has failed.
import { watch } from "./uploader/watch.js";

class VideoWait extends HTMLElement {
  connectedCallback() {
    if (this.isWatched) return;
    this.isWatched = true;
    watch({ url: this.dataset.url, told: (state) => ["ready", "failed", "none"].includes(state) && location.reload() });
  }
}

customElements.define("video-wait", VideoWait);
