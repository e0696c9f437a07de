// Inside the frame: text that changes its place, and news for the page around it.
const film = document.querySelector("video");

for (const note of JSON.parse(document.body.dataset.notes)) {
  const shown = document.createElement("div");
  shown.className = "note";
  shown.textContent = note.text;
  shown.style.color = "#" + String(note.color || "0xFFFFFF").slice(2);
  shown.style.opacity = note.alpha || "0.6";
  shown.style.fontSize = (note.size || "15") + "px";
  document.body.append(shown);
  const move = () => {
    const fixed = note.type === "text";
    shown.style.insetInlineStart = (fixed ? Number(note.x) || 0 : Math.random() * 60) + "%";
    shown.style.insetBlockStart = (fixed ? Number(note.y) || 0 : Math.random() * 85) + "%";
  };
  move();
  if (note.type === "rtext") setInterval(move, Number(note.interval) || 5000);
}

for (const name of ["loadedmetadata", "play", "pause", "timeupdate", "seeking", "seeked", "ended", "error"]) {
  film.addEventListener(name, () =>
    parent.postMessage(
      { from: "vdo", event: name, currentTime: film.currentTime, duration: film.duration || 0, paused: film.paused },
      "*",
    ),
  );
}

addEventListener("message", (message) => {
  const told = message.data || {};
  if (told.to !== "vdo") return;
  if (told.call === "play") film.play();
  if (told.call === "pause") film.pause();
  if (told.call === "seek") film.currentTime = told.value;
});
