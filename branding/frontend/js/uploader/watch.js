// Asks how far a video is, less and less often, until it is ready or failed. A line that is cut changes nothing.
const WAITS = [2, 3, 5, 8, 13, 20, 30];
const OVER = ["ready", "failed"];

export function watch({ url, told }) {
  let asked = 0;
  const later = () => { setTimeout(ask, WAITS[Math.min(asked, WAITS.length - 1)] * 1000); asked += 1; };
  async function ask() {
    const state = document.visibilityState === "hidden" && asked % 4 ? "" : await stateAt(url);
    if (state) told(state);
    if (!OVER.includes(state)) later();
  }
  later();
}

async function stateAt(url) {
  try {
    const answer = await fetch(url, { headers: { "Accept": "application/json" }, credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout(40_000) });
    return answer.ok ? (await answer.json()).state : "";
  } catch {
    return "";
  }
}
