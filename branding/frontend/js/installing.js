// Pages that name a worker are answered without a line, too; what it keeps is written in worker.js.
export function start() {
  const address = document.body.dataset.worker;
  if (!address || !("serviceWorker" in navigator)) return;
  window.addEventListener("load", async () => {
    try {
      await navigator.serviceWorker.register(address, { scope: "/", updateViaCache: "none" });
      const { active } = await navigator.serviceWorker.ready;
      active.postMessage({ spoken: document.documentElement.lang });
    } catch {
      // Refused by the browser's settings, or the line is gone: the pages work without it.
    }
  });
}
