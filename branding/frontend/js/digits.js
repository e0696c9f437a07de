// What a script writes into the page is in the digits of the page; values that are sent stay Latin.
export function digits(text) {
  if (document.documentElement.dataset.digits !== "arab") return text;
  return String(text).replace(/[0-9]/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[digit]);
}
