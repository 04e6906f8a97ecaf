// Buttons that print the page. Without this there is no button; the browser's own menu prints as well.
const wake = () => {
  for (const button of document.querySelectorAll("button[data-print][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
};

wake();
document.addEventListener("htmx:afterSwap", wake);
