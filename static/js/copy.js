// Buttons that copy a text of the page. Without this there is no button, and the text can be selected.
const buttons = document.querySelectorAll("button[data-copy]");

function wake(button) {
  button.hidden = false;
  const word = button.querySelector("span");
  const before = word.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    word.textContent = button.dataset.done;
    setTimeout(() => { word.textContent = before; }, 2000);
  });
}

if (navigator.clipboard) {
  buttons.forEach(wake);
  document.addEventListener("htmx:afterSwap", () => {
    document.querySelectorAll("button[data-copy][hidden]").forEach(wake);
  });
}
