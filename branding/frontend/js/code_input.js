// <input data-code="10" data-group="5">: upper case, one spelling of look-alike digits, groups, any kind of paste.
// Arabic and Persian digits become Latin ones. The server does the same, so nothing depends on this.
const latin = (text) => text.replace(/[\u0660-\u0669]/g, (d) => d.charCodeAt(0) - 0x660).replace(/[\u06f0-\u06f9]/g, (d) => d.charCodeAt(0) - 0x6f0);

// A pasted link of the form …/redeem/CODE gives the code alone.
const bare = (text) => latin(text.match(/\/r(?:edeem)?\/([^/?#\s]+)/i)?.[1] ?? text).toUpperCase().replace(/[^A-Z0-9]/g, "");

function format(input) {
  const size = Number(input.dataset.group) || 5;
  const limit = Number(input.dataset.code) || 32;
  const before = bare(input.value.slice(0, input.selectionStart ?? input.value.length)).length;
  const clean = bare(input.value).slice(0, limit);
  input.value = clean.replace(new RegExp(`(.{${size}})(?=.)`, "g"), "$1-");
  const caret = Math.min(input.value.length, before + Math.floor(Math.max(0, before - 1) / size));
  if (document.activeElement === input) input.setSelectionRange(caret, caret);
}

export function start() {
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("input[data-code]") && !event.isComposing) format(event.target);
  });
  document.querySelectorAll("input[data-code]").forEach((input) => input.value && format(input));
}
