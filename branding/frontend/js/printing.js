// A page with [data-print-now] opens the printer once; loading it again does not.
if (document.querySelector("[data-print-now]")) {
  const address = new URL(location.href);
  address.searchParams.delete("print");
  history.replaceState(null, "", address);
  const print = () => setTimeout(() => window.print(), 150);
  document.readyState === "complete" ? print() : window.addEventListener("load", print);
}
