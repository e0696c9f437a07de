// The outline of a course: modules and lessons are dragged by their grips (mouse, pen or finger), moved by the
// arrow keys while a grip has the focus, or by the arrow buttons, which send the form without this script.
// A flat list (the questions of an exam) is one of modules without lessons.
// The order is sent once, a moment after the last move; an order that somebody else changed is shown anew.
import { digits } from "./digits.js";
import { toast } from "./toasts.js";

const WAIT = 700;
const EDGE = 70;
const root = document.querySelector("[data-outline]");
const live = document.querySelector("[data-live]");
const all = (selector, from = root) => [...from.querySelectorAll(selector)];
const rowOf = (element) => element.closest("[data-outline-lesson], [data-outline-module]");
const isModule = (row) => "outlineModule" in row.dataset;
let timer = 0;
let sending = false;

function lines() {
  return all("[data-outline-module], [data-outline-lesson]").map((row) => (isModule(row) ? `m:${row.dataset.outlineModule}` : `l:${row.dataset.outlineLesson}`));
}

function order() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", root.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("seen", root.dataset.seen);
  body.set("order", lines().join(" ")); // one field: a form has fewer than a long outline has rows
  return body;
}

async function send() {
  if (sending) return later();
  sending = true;
  const answer = await fetch(root.dataset.outline, { method: "POST", body: order(), headers: { Accept: "application/json" } }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  sending = false;
  if (answer?.ok) {
    root.dataset.seen = told.seen;
    root.removeAttribute("data-unsaved");
    if (!timer) toast(root.dataset.saved);
    return;
  }
  toast(told?.detail ?? root.dataset.failed);
  if (told) {
    delete root.dataset.unsaved;
    setTimeout(() => location.reload(), 1800);
  }
  else later(4000); // the line is cut: the order waits here
}

function later(wait = WAIT) {
  clearTimeout(timer);
  root.dataset.unsaved = "";
  timer = setTimeout(() => { timer = 0; send(); }, wait);
}

// Nobody is first who has somebody above.
function edges() {
  all("[data-outline-number]").forEach((number, place) => { number.textContent = digits(String(place + 1)); });
  const modules = all("[data-outline-module]");
  const lessons = all("[data-outline-lesson]");
  for (const row of [...modules, ...lessons]) {
    const [list, own] = isModule(row) ? [modules, all("[name=do]", row).filter((button) => rowOf(button) === row)] : [lessons, all("[name=do]", row)];
    for (const button of own) {
      if (!["up", "down"].includes(button.value)) continue;
      const alone = isModule(row) ? false : modules.length > 1;
      const first = row === list[0] && !(alone && row.closest("[data-outline-module]") !== modules[0]);
      const last = row === list.at(-1) && !(alone && row.closest("[data-outline-module]") !== modules.at(-1));
      const off = button.value === "up" ? first : last;
      button.disabled = off;
      button.classList.toggle("invisible", off);
    }
  }
}

function say(row) {
  if (!live) return;
  const mates = isModule(row) ? all("[data-outline-module]") : all("[data-outline-lesson]", row.parentElement);
  const words = { title: row.dataset.title, module: row.closest("[data-outline-module]").dataset.title, place: mates.indexOf(row) + 1, all: mates.length };
  live.textContent = (isModule(row) ? root.dataset.said : root.dataset.saidIn).replace(/\{(\w+)\}/g, (_all, key) => words[key]);
}

function moved(row) {
  edges();
  say(row);
  later();
}

function step(row, up) {
  const modules = all("[data-outline-module]");
  if (isModule(row)) {
    const other = modules[modules.indexOf(row) + (up ? -1 : 1)];
    if (!other) return;
    up ? other.before(row) : other.after(row);
    return moved(row);
  }
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (other) up ? other.before(row) : other.after(row);
  else {
    const next = modules[modules.indexOf(row.closest("[data-outline-module]")) + (up ? -1 : 1)]?.querySelector("[data-outline-lessons]");
    if (!next) return;
    up ? next.append(row) : next.prepend(row);
  }
  moved(row);
}

function place(row, y) {
  const isBefore = (other) => { const box = other.getBoundingClientRect(); return y < box.top + box.height / 2; };
  if (isModule(row)) {
    const other = all("[data-outline-module]").find((one) => one !== row && isBefore(one));
    const mates = all("[data-outline-module]").filter((one) => one !== row);
    return other ? other.before(row) : mates.at(-1)?.after(row);
  }
  const home = all("[data-outline-module]").find((one) => y < one.getBoundingClientRect().bottom) ?? all("[data-outline-module]").at(-1);
  const list = home.querySelector("[data-outline-lessons]");
  const other = all("[data-outline-lesson]", list).find((one) => one !== row && isBefore(one));
  if (other) { if (row.nextElementSibling !== other) other.before(row); }
  else if (list.lastElementChild !== row) list.append(row);
}

function drag(event) {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button) return;
  event.preventDefault();
  grip.focus();
  const row = rowOf(grip);
  const before = lines().join();
  let y = event.clientY;
  let frame = 0;
  row.dataset.dragged = "";
  const follow = () => {
    if (y < EDGE) scrollBy(0, (y - EDGE) / 4);
    else if (y > innerHeight - EDGE) scrollBy(0, (y - innerHeight + EDGE) / 4);
    place(row, y);
    frame = requestAnimationFrame(follow);
  };
  const move = (told) => { if (told.pointerId === event.pointerId) y = told.clientY; };
  const end = (told) => {
    if (told.pointerId !== event.pointerId) return;
    cancelAnimationFrame(frame);
    place(row, y);
    delete row.dataset.dragged;
    for (const [name, listener] of listeners) removeEventListener(name, listener);
    if (lines().join() !== before) moved(row);
  };
  // On the window: a grip that moves with its row loses the pointer.
  const listeners = [["pointermove", move], ["pointerup", end], ["pointercancel", end]];
  for (const [name, listener] of listeners) addEventListener(name, listener);
  frame = requestAnimationFrame(follow);
}

if (root) {
  root.dataset.ready = "";
  root.addEventListener("pointerdown", drag);
  root.addEventListener("keydown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    step(rowOf(grip), event.key === "ArrowUp");
    grip.focus();
    grip.scrollIntoView({ block: "nearest" });
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do]");
    if (!button || !["up", "down"].includes(button.value)) return;
    event.preventDefault();
    step(rowOf(button), button.value === "up");
    (button.disabled ? rowOf(button).querySelector("[data-grip]") : button).focus();
  });
  // Who leaves at once still keeps the order.
  window.addEventListener("pagehide", () => { if ("unsaved" in root.dataset) navigator.sendBeacon(root.dataset.outline, order()); });
  edges();
}
