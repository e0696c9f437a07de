// <video-uploader>: files go from here straight to the video service, one after the other. The page says how far each
// is; a page that is left while something is under way asks first.
import { Job } from "./uploader/job.js";

const language = document.documentElement.lang || "en";
const STEP = 25;

class VideoUploader extends HTMLElement {
  connectedCallback() {
    if (this.jobs) return;
    this.jobs = [];
    this.rows = new Map();
    this.words = Object.fromEntries([...this.querySelectorAll("[data-word]")].map((place) => [place.dataset.word, place.textContent]));
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector("[data-upload-list]");
    this.input.addEventListener("change", () => this.choose());
    window.addEventListener("beforeunload", (event) => this.jobs.some((job) => job.isOpen) && event.preventDefault());
    this.resume();
  }

  // The lesson's video may be on its way already.
  resume() {
    const { state, name } = this.dataset;
    if (!state || !["uploading", "processing", "failed"].includes(state)) return;
    const job = this.add(new File([], name || ""));
    job.isSent = state !== "failed";
    job.take(state);
  }

  choose() {
    for (const file of this.input.files) this.add(file);
    this.input.value = "";
    this.next();
  }

  add(file) {
    const { place, video, page, newUrl, csrf } = this.dataset;
    if (!this.input.multiple) this.clear();
    const job = new Job({
      file, csrf, words: this.words,
      places: place ? { place, video, page } : null,
      make: { url: newUrl, fields: (given) => ({ title: titleOf(given), is_published: this.querySelector("[name=is_published]")?.checked ? "on" : "" }) },
      show: (shown, step) => this.show(shown, step),
    });
    this.jobs.push(job);
    this.draw(job);
    if (!file.size) this.refuse(job, this.words.empty);
    else if (file.type && !file.type.startsWith("video/")) this.refuse(job, this.words.wrong);
    return job;
  }

  refuse(job, words) {
    job.isUseless = true;
    job.say("failed", words);
  }

  clear() {
    for (const job of this.jobs) job.stop();
    this.jobs = [];
    this.rows.clear();
    this.list.replaceChildren();
  }

  draw(job) {
    const row = this.querySelector("template[data-upload-row]").content.firstElementChild.cloneNode(true);
    row.querySelector("[data-upload-name]").textContent = job.file.name;
    row.querySelector("[data-upload-retry]").addEventListener("click", () => { job.say("waiting", this.words.waiting); this.next(); });
    row.querySelectorAll("[data-upload-stop], [data-upload-drop]").forEach((button) => button.addEventListener("click", () => this.drop(job)));
    this.rows.set(job, row);
    this.list.append(row);
    job.say("waiting", this.words.waiting);
  }

  drop(job) {
    job.stop();
    this.jobs = this.jobs.filter((other) => other !== job);
    this.rows.get(job)?.remove();
    this.rows.delete(job);
    this.next();
  }

  async next() {
    if (this.jobs.some((job) => job.state === "uploading")) return;
    const job = this.jobs.find((other) => other.state === "waiting");
    if (!job) return;
    await job.run();
    this.next();
  }

  show(job, step) {
    const row = this.rows.get(job);
    if (!row) return;
    const find = (name) => row.querySelector(`[data-upload-${name}]`);
    if (step) {
      this.measure(find, job, step);
      return;
    }
    row.dataset.state = job.state;
    find("word").textContent = job.said;
    find("figures").textContent = "";
    find("bar").hidden = true;
    // A file that is no film, or is not here any more, cannot be sent again: another has to be chosen.
    find("retry").hidden = job.state !== "failed" || Boolean(job.isUseless);
    find("drop").hidden = job.state !== "failed";
    find("stop").hidden = !job.isOpen;
    find("open").hidden = !(job.places && ["processing", "ready"].includes(job.state));
    if (job.places) find("open").href = job.places.page;
    this.announce(`${job.file.name}: ${job.said}`);
  }

  measure(find, job, { loaded, total, speed }) {
    const percent = Math.floor((loaded / total) * 100);
    find("bar").hidden = false;
    find("bar").value = percent;
    const parts = [`${percent}%`];
    if (speed) parts.push(`${megabytes(speed)}/s`, this.words.left.replace("{time}", clock((total - loaded) / speed)));
    find("figures").textContent = parts.join(" · ");
    const reached = Math.floor(percent / STEP);
    if (reached && reached !== job.reached && percent < 100) this.announce(`${job.file.name}: ${reached * STEP}%`);
    job.reached = reached;
  }

  announce(text) {
    this.querySelector("[data-upload-live]").textContent = text;
  }
}

const megabytes = (bytes) => `${new Intl.NumberFormat(language === "ar" ? "en" : language, { maximumFractionDigits: 1 }).format(bytes / 1048576)} MB`;
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
const titleOf = (file) => file.name.replace(/\.[^.]+$/, "").replace(/[_\s]+/g, " ").trim().slice(0, 200) || file.name;

customElements.define("video-uploader", VideoUploader);
