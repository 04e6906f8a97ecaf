// One box that ticks all boxes of its name in the form. Without this each is ticked by hand.
for (const all of document.querySelectorAll("input[data-choose-all]")) {
  const boxes = [...all.form.querySelectorAll(`input[name="${all.dataset.chooseAll}"]`)];
  all.hidden = boxes.length === 0;
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  all.form.addEventListener("change", () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  });
}
