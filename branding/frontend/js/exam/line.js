// One question to the server and what came of it: `done` with its body, `cut` to be asked again, `out` signed out,
// `gone` when there is nothing to talk about any more.
const PATIENCE = 10_000;

export async function ask({ url, csrf, body, keepalive = false }) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  const asked = performance.now();
  try {
    const answer = await fetch(url, {
      method: "POST", credentials: "same-origin", redirect: "error", keepalive, signal: stop.signal,
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": csrf },
    });
    if (answer.ok) return { kind: "done", body: await answer.json(), asked };
    if (answer.status === 401 || answer.status === 403) return { kind: "out" };
    return { kind: answer.status >= 500 || answer.status === 429 || answer.status === 408 ? "cut" : "gone" };
  } catch {
    return { kind: "cut" };
  } finally {
    clearTimeout(timer);
  }
}
