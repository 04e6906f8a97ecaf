// A file field that takes a dropped file and says which one it holds. Without this it is a plain file field.
for (const box of document.querySelectorAll("[data-file-drop]")) {
  const input = box.querySelector("input[type=file]");
  const name = box.querySelector("output");

  const show = () => {
    box.classList.toggle("has-file", input.files.length > 0);
    name.textContent = [...input.files].map((file) => file.name).join(", ");
  };
  const over = (event, isOver) => {
    event.preventDefault();
    box.classList.toggle("is-over", isOver);
  };

  input.addEventListener("change", show);
  box.addEventListener("dragover", (event) => over(event, true));
  box.addEventListener("dragleave", (event) => over(event, false));
  box.addEventListener("drop", (event) => {
    over(event, false);
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
