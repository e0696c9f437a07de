// Notes beside the film: a new one gets the moment at which writing began, and a moment that is pressed is played.
// The list is swapped by the server's answer, so everything is heard from above it.
export class Notes {
  constructor({ place, go }) {
    document.addEventListener("focusin", (event) => event.target.matches("[data-note-text]") && stamp(event.target, place()));
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-seek]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(Number(link.dataset.seek));
    });
  }
}

// Only an untouched moment is filled in, and only while nothing is written yet.
function stamp(text, seconds) {
  const at = text.form?.elements.at;
  if (!at || text.value || at.dataset.touched) return;
  at.value = clock(seconds);
  at.addEventListener("input", () => { at.dataset.touched = "yes"; }, { once: true });
}

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds) || 0);
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
