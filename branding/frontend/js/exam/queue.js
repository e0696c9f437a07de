// Answers on their way. Each is told until the server says that it has it, and kept on this device until a page
// shows it; a higher sequence wins, so that telling twice or in the wrong order does no harm.
import { ask } from "./line.js";

const WAITS = [1, 2, 4, 8, 15];
const BATCH = 25;
// Characters: what a server takes at once is bounded, and an Arabic letter weighs two bytes.
const MOST = 60_000;

export class Queue {
  constructor({ saveUrl, submitUrl, csrf, store, held, kept, changed, answered, ended }) {
    Object.assign(this, { saveUrl, submitUrl, csrf, store, held, kept, changed, answered, ended });
    this.entries = new Map();
    this.refused = new Map();
    this.signals = [];
    this.failures = 0;
    this.state = "saved";
    this.recall();
    addEventListener("online", () => this.again());
  }

  // What the page as it was drawn does not show yet: told now, again if need be, unless another device has
  // answered since. A page that is loaded anew while an answer is on its way is drawn without it.
  recall() {
    for (const [question, entry] of Object.entries(this.store.all())) {
      const known = this.kept.get(question);
      const isOurs = entry.held === this.held ? entry.sequence > known : entry.base === known;
      if (known !== undefined && isOurs) this.entries.set(question, { ...entry, held: this.held });
      else this.store.remove(question);
    }
  }

  add(question, given, wait) {
    const old = this.entries.get(question);
    const known = this.kept.get(question) ?? 0;
    const sequence = Math.max(old?.sequence ?? 0, known, Date.now()) + 1;
    const entry = { given, sequence, base: known, held: this.held };
    this.entries.set(question, entry);
    this.refused.delete(question);
    this.store.put(question, entry);
    this.show(this.state === "saved" ? "saving" : this.state);
    if (!this.failures) this.soon(wait);
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  again() {
    if (this.isStopped) return;
    this.failures = 0;
    this.wish === "submit" ? this.submit() : this.send({ ping: true });
  }

  stop() {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  // With `ping` it asks even when nothing waits: for the time, and whether the attempt is still ours.
  async send({ ping = false, keepalive = false } = {}) {
    if (this.isBusy || this.isStopped || (!ping && !this.entries.size && !this.signals.length)) return;
    const batch = this.batch();
    const answer = await this.tell(this.saveUrl, batch, keepalive);
    if (answer.kind !== "done") return this.failed(answer.kind, ping);
    if (answer.body.state !== "open") return this.finish(answer.body);
    this.take(batch, answer.body);
    this.answered(answer.body, answer.asked);
    if (this.wish === "submit") return this.submit();
    if (this.entries.size) return this.soon(0);
    this.show(this.refused.size ? "refused" : "saved");
  }

  // Hands in with everything that still waits; asked again until the server has answered.
  async submit() {
    this.wish = "submit";
    clearTimeout(this.timer);
    if (this.isBusy || this.isStopped) return;
    const batch = this.batch();
    if (batch.length < this.entries.size) return this.send();
    const answer = await this.tell(this.submitUrl, batch, false);
    if (answer.kind !== "done") return this.failed(answer.kind, false);
    this.finish(answer.body);
  }

  batch() {
    const picked = [];
    let size = 0;
    for (const entry of this.entries) {
      size += JSON.stringify(entry[1].given).length;
      if (picked.length === BATCH || (picked.length && size > MOST)) break;
      picked.push(entry);
    }
    return picked;
  }

  async tell(url, batch, keepalive) {
    this.isBusy = true;
    const signals = this.signals.splice(0);
    const answers = batch.map(([question, { given, sequence }]) => ({ question, given, sequence }));
    const answer = await ask({ url, csrf: this.csrf, body: { answers, signals }, keepalive });
    this.isBusy = false;
    if (answer.kind !== "done") this.signals.unshift(...signals);
    else this.failures = 0;
    return answer;
  }

  take(batch, { saved, refused }) {
    for (const [question, sent] of batch) {
      const entry = this.entries.get(question);
      if (question in refused) {
        this.refused.set(question, refused[question]);
        if (entry.sequence === sent.sequence) {
          this.entries.delete(question);
          this.store.remove(question);
        }
        continue;
      }
      const known = saved[question];
      this.kept.set(question, known);
      if (entry.sequence === sent.sequence && known <= sent.sequence) this.entries.delete(question);
      else this.entries.set(question, { ...entry, base: known, sequence: Math.max(entry.sequence, known + 1) });
    }
  }

  failed(kind, ping) {
    if (kind === "gone") {
      this.stop();
      return this.show("gone");
    }
    // Who signs in again in another tab finds the answers still here.
    this.show(kind === "out" ? "out" : "waiting");
    const wait = WAITS[Math.min(this.failures, WAITS.length - 1)];
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.wish === "submit" ? this.submit() : this.send({ ping })), wait * 1000);
  }

  finish(body) {
    this.stop();
    if (body.state === "over") this.store.clear();
    this.ended(body);
  }

  show(state) {
    this.state = state;
    this.changed(state, this.entries.size);
  }
}
