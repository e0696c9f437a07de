// One file to the service's form: its fields first, the file last. Tells how much is there and how fast it goes.
const STALLED = 45_000;
const WINDOW = 5_000;
// All is there and nobody has answered: our own server may be reading the film and putting it away.
const TAKING = 300_000;

// Resolves with the status of the answer and what it says; 0 when the line was cut, stood still, or was stopped.
export function send({ url, fields, file, progress, signal }) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", file, file.name);
    let timer;
    const wait = (time = STALLED) => { clearTimeout(timer); timer = setTimeout(() => request.abort(), time); };
    const speed = speedometer();
    const finish = (status) => { clearTimeout(timer); done({ status, said: said(request) }); };
    request.upload.addEventListener("progress", (step) => {
      wait();
      if (step.lengthComputable) progress({ loaded: step.loaded, total: step.total, speed: speed(step.loaded) });
    });
    request.upload.addEventListener("load", () => wait(TAKING));
    request.addEventListener("load", () => finish(request.status));
    for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, () => finish(0));
    signal?.addEventListener("abort", () => request.abort());
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.send(form);
    wait();
  });
}

// The sentence of our own server's refusal; a service answers in another form, which nobody reads.
function said(request) {
  try {
    return JSON.parse(request.responseText).detail ?? "";
  } catch {
    return "";
  }
}

// Bytes a second over the last moments; 0 until there is enough to say.
function speedometer() {
  const steps = [];
  return (loaded) => {
    const now = performance.now();
    steps.push([now, loaded]);
    while (steps.length > 2 && now - steps[0][0] > WINDOW) steps.shift();
    const [since, before] = steps[0];
    return now - since < 300 ? 0 : ((loaded - before) / (now - since)) * 1000;
  };
}
