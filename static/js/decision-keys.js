// Keys of the approval pages: j and k go to the next and the previous case, a, r and d choose a decision, ? lists them.
// None decides anything by itself: Enter in the form does. A switch in the list turns them off (WCAG 2.2, 2.1.4).
const choices = { a: "approved", r: "returned", d: "denied" };
const list = document.getElementById("keys");
const form = document.querySelector("form[data-decision-keys]");
const queue = [...document.querySelectorAll("a[data-case]")];
const kept = "approval-keys";

// With a Korean input method on, the key a types ㅁ: then the place of the key on the keyboard says which it is.
const letterOf = (event) =>
  /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();

const isTyping = (target) =>
  target.matches?.("textarea, select, input:not([type=radio], [type=checkbox])") || target.isContentEditable;

const isOn = () => { try { return localStorage.getItem(kept) !== "off"; } catch { return true; } };
const remember = (on) => { try { localStorage.setItem(kept, on ? "on" : "off"); } catch { /* for this page alone */ } };

function choose(decision) {
  const radio = form.querySelector(`input[name=decision][value=${decision}]`);
  radio.checked = true;
  (decision === "approved" ? radio : form.querySelector("textarea")).focus();
}

function walk(step) {
  const at = queue.indexOf(document.activeElement);
  queue[Math.min(Math.max(at + step, 0), queue.length - 1)].focus();
}

function press(letter) {
  const link = document.querySelector(`a[data-key="${letter}"]`);
  if (link) link.click();
  else if (queue.length && (letter === "j" || letter === "k")) walk(letter === "j" ? 1 : -1);
  else if (form && choices[letter]) choose(choices[letter]);
  else return false;
  return true;
}

if (list) {
  const open = document.querySelector("[data-keys-open]");
  const onOff = list.querySelector("[data-keys-switch]");
  open.hidden = false;
  onOff.checked = isOn();
  open.addEventListener("click", () => list.showModal());
  onOff.addEventListener("change", () => remember(onOff.checked));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || !onOff.checked) return;
    if (event.key === "?") list.open ? list.close() : list.showModal();
    else if (list.open || !press(letterOf(event))) return;
    event.preventDefault();
  });
}
