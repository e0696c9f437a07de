// The page for no connection stands at the address that was asked for: as soon as there is a line, it is loaded.
const SECONDS = [2, 3, 5, 8, 13, 20, 30];
// Who visits it by its own address stays until the button is pressed.
const isVisited = location.pathname === document.body.dataset.here;
const here = isVisited ? "/" : location.href;
let tries = 0;
let timer;

async function isThere() {
  try {
    return (await fetch("/health", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

async function tryAgain() {
  clearTimeout(timer);
  if (await isThere()) return location.replace(here);
  timer = setTimeout(tryAgain, SECONDS[Math.min(tries++, SECONDS.length - 1)] * 1000);
  return undefined;
}

// Answers of an exam wait in this device until the server has them; how many is counted, not read.
function waitingAnswers() {
  let count = 0;
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith("exam:")) continue;
    try {
      count += Object.keys(JSON.parse(localStorage[key])).length;
    } catch {
      // Not ours.
    }
  }
  return count;
}

const theme = document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1];
if (theme) document.documentElement.dataset.theme = theme;
const waiting = document.querySelector("[data-waiting]");
const count = waiting ? waitingAnswers() : 0;
if (count) {
  waiting.querySelector("[data-count]").textContent = new Intl.NumberFormat(document.documentElement.lang).format(count);
  waiting.hidden = false;
}
document.querySelector("[data-again]")?.addEventListener("click", (event) => {
  event.preventDefault();
  tryAgain();
});
if (!isVisited) {
  window.addEventListener("online", tryAgain);
  timer = setTimeout(tryAgain, 2000);
}
