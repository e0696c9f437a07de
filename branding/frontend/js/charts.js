// A chart says the column that is pointed at or tapped. Without script its table and titles say the same.
for (const figure of document.querySelectorAll("[data-plot]")) {
  const told = figure.querySelector("[data-plot-told]");
  let column = null;
  const tell = (event) => {
    const found = event.target.closest("[data-plot-says]");
    if (!found || found === column) return;
    column?.classList.remove("is-told");
    column = found;
    column.classList.add("is-told");
    told.textContent = column.dataset.plotSays;
  };
  figure.addEventListener("pointerover", tell);
  figure.addEventListener("pointerdown", tell);
}
