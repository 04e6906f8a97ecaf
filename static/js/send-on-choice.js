// A form whose file is sent as soon as one is chosen or dropped, which the page then says beforehand.
// Not while something else of the form is being filled in. Without this the button sends it.
for (const form of document.querySelectorAll("form[data-send-on-choice]")) {
  form.querySelector("[data-send-on-choice-says]").hidden = false;
  const isBusy = () => form.querySelector("details[open]") !== null;

  form.querySelector("input[type=file]").addEventListener("change", (event) => {
    if (event.target.files.length > 0 && !isBusy()) form.requestSubmit();
  });
}
