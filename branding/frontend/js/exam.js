// The room of an attempt. Without this file it is a plain form.
import { Clock, run } from "./exam/clock.js";
import { Queue } from "./exam/queue.js";
import { Sheet } from "./exam/sheet.js";
import { Store } from "./exam/store.js";

const ASK_AGAIN = 30_000;

function start(form) {
  const { attempt, person, saveUrl, submitUrl, now, expires, held } = form.dataset;
  const texts = form.querySelector("[data-exam-texts]").dataset;
  const say = (text) => { document.querySelector("[data-live]").textContent = text; };
  const dialog = (name) => document.querySelector(`[data-exam-dialog="${name}"]`);
  const clock = new Clock(Number(now), expires ? Number(expires) : null);
  const kept = new Map([...form.querySelectorAll("[data-question]")].map((part) => [part.dataset.question, Number(part.dataset.sequence)]));
  let isLeaving = false;
  let isLocked = false;
  let standing = "";

  const queue = new Queue({
    saveUrl, submitUrl, kept, held: Number(held),
    csrf: form.querySelector("[name=csrfmiddlewaretoken]").value,
    store: new Store(`exam:${person}:${attempt}`),
    changed: showState,
    answered: (body, asked) => clock.sync(body.now, body.expires_at, asked),
    ended: showEnd,
  });
  const sheet = new Sheet(form, new Store(`exam-flags:${person}:${attempt}`), (question, given, wait) => queue.add(question, given, wait));
  for (const [question, { given }] of queue.entries) sheet.restore(question, given);

  function showState(state, waiting) {
    const place = document.querySelector("[data-exam-state]");
    place.dataset.state = state;
    // A save that is quick is not read out: the words change when there is something to know.
    clearTimeout(showState.timer);
    const write = () => { place.querySelector("[data-exam-state-text]").textContent = (texts[state] ?? "").replace("{n}", waiting); };
    state === "saving" ? showState.timer = setTimeout(write, 1500) : write();
    for (const part of sheet.parts) {
      const question = part.dataset.question;
      part.dataset.kept = queue.entries.has(question) ? "no" : kept.get(question) ? "yes" : "";
      part.querySelector("[data-exam-problem]").textContent = queue.refused.get(question) ?? "";
    }
    if (isLocked && state !== "saving") dialog("sending").querySelector("[data-exam-sending]").textContent = state === "waiting" ? texts.handInWaiting : texts[state];
  }

  function showEnd(body) {
    isLeaving = true;
    standing = body.state === "over" ? "" : "elsewhere";
    stopClock();
    sheet.lock();
    document.querySelectorAll("dialog[open]").forEach((one) => one.close());
    if (body.state !== "over") return dialog("elsewhere").showModal();
    // The arrow back does not lead in here again.
    location.replace(body.next);
  }

  function handIn({ isTimeUp = false } = {}) {
    if (isLocked) return;
    isLocked = true;
    standing = "sending";
    sheet.lock();
    document.querySelectorAll("dialog[open]").forEach((one) => one.close());
    if (isTimeUp) dialog("sending").querySelector("h2").textContent = texts.timeOver;
    dialog("sending").showModal();
    queue.submit();
  }

  function review() {
    const open = sheet.unanswered();
    const list = dialog("review").querySelector("[data-exam-open]");
    list.replaceChildren(...open.map((part) => {
      const link = sheet.links.get(part.dataset.question).cloneNode(true);
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    dialog("review").querySelector("[data-exam-some]").hidden = !open.length;
    dialog("review").querySelector("[data-exam-all]").hidden = Boolean(open.length);
    dialog("review").showModal();
  }

  const stopClock = run({
    clock, say, over: () => handIn({ isTimeUp: true }),
    view: document.querySelector("[data-exam-left]"),
    texts: { 10: texts.minutes10, 5: texts.minutes5, 1: texts.minutes1 },
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.value === "review") review();
    else if (event.submitter) queue.send({ ping: true });
    else sheet.show(sheet.current + 1);
  });
  // Enter in a line goes on to the next question instead of pressing the form's first button.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    sheet.show(sheet.current + 1);
  });
  dialog("review").querySelector("[data-exam-confirm]").addEventListener("click", () => handIn());
  // What says why nothing can be written stays: a browser asks once, and closes on the second Esc or back.
  for (const name of ["sending", "elsewhere"]) {
    dialog(name).addEventListener("cancel", (event) => event.preventDefault());
    dialog(name).addEventListener("close", () => { if (standing === name) dialog(name).showModal(); });
  }
  document.addEventListener("visibilitychange", () => {
    if (isLeaving || isLocked) return;
    if (document.hidden) queue.signals.push("hidden");
    queue.send({ ping: !document.hidden, keepalive: document.hidden });
  });
  form.addEventListener("paste", () => queue.signals.push("paste"));
  addEventListener("offline", () => queue.show("waiting"));
  addEventListener("beforeunload", (event) => { if (!isLeaving && queue.entries.size) event.preventDefault(); });
  setInterval(() => queue.send({ ping: true }), ASK_AGAIN);
  form.dataset.view = "single";
  document.documentElement.dataset.exam = "running";
  queue.send({ ping: true });
}

const form = document.querySelector("form[data-exam]");
if (form) start(form);
