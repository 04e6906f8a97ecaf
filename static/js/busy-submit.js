// A form is sent once: its buttons wait while the answer is under way. The page kept by the browser's
// back button is woken up again. A form that answers with a file (data-download) leaves its page as it is.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || "download" in form.dataset) return;
  if (form.dataset.isSent) {
    event.preventDefault();
    return;
  }
  form.dataset.isSent = "yes";
  for (const button of form.querySelectorAll("button")) {
    button.classList.add("is-busy");
    button.setAttribute("aria-disabled", "true");
  }
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) delete form.dataset.isSent;
  for (const button of document.querySelectorAll("button.is-busy")) {
    button.classList.remove("is-busy");
    button.removeAttribute("aria-disabled");
  }
});
