// Keeps the shell of the portal (sheet, scripts, faces, icons) and one page per language for a cut line. Nothing else
// is kept: no answer of an API, no page of a person, no film. `self.KEPT` is written before this by the server.
const PREFIX = "shell-";
const { version, files, pages, language } = self.KEPT;
const name = PREFIX + version;
const shell = new Set(files.map((file) => new URL(file, location.origin).href));
// Not for this worker: the APIs, stored files and films, and the platform's console.
const FOREIGN = /^\/(api|lms|academy|media|files|operator)(\/|$)/;
const SPOKEN = "/spoken";
let spoken;

// Asked for without cookies, so that nothing of a person can be in what is kept.
async function keep() {
  const kept = await caches.open(name);
  await Promise.all([...files, ...Object.values(pages)].map(async (address) => {
    const answer = await fetch(new Request(address, { credentials: "omit", cache: "no-cache" }));
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    await kept.put(address, answer);
  }));
  await self.skipWaiting();
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((other) => other.startsWith(PREFIX) && other !== name).map((other) => caches.delete(other)));
  if (!version) return self.registration.unregister();
  await self.registration.navigationPreload?.enable();
  return self.clients.claim();
}

// Each page tells which language it is in.
async function remember(told) {
  if (told === spoken || !pages[told]) return;
  spoken = told;
  const kept = await caches.open(name);
  await kept.put(SPOKEN, new Response(told));
}

async function pageForNoLine() {
  const kept = await caches.open(name);
  const told = await kept.match(SPOKEN);
  const found = await kept.match(pages[told ? await told.text() : language] ?? Object.values(pages)[0]);
  return found ?? Response.error();
}

async function visit(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return pageForNoLine();
  }
}

// The line first: what is kept is for when there is none.
async function lineElseKept(request) {
  try {
    return await fetch(request);
  } catch (cut) {
    const found = await caches.match(request.url, { cacheName: name });
    if (found) return found;
    throw cut;
  }
}

self.addEventListener("install", (event) => event.waitUntil(version ? keep() : self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("message", (event) => event.waitUntil(remember(event.data?.spoken)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (!version || request.method !== "GET" || address.origin !== location.origin || request.headers.has("range")) return;
  if (FOREIGN.test(address.pathname)) return;
  if (request.mode === "navigate") event.respondWith(visit(event));
  else if (shell.has(request.url)) event.respondWith(lineElseKept(request));
});
