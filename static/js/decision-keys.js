// While the focus is in the decision form, but not in its text: a approves, r returns, d denies.
// Only there, so that no key pressed elsewhere decides anything (WCAG 2.2, 2.1.4).
const choices = { a: "approved", r: "returned", d: "denied" };

// With a Korean input method on, the key a types ㅁ: then the place of the key on the keyboard says which it is.
const letterOf = (event) =>
  /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();

for (const form of document.querySelectorAll("form[data-decision-keys]")) {
  form.querySelector(".keys").hidden = false;

  form.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("textarea, input[type=text]");
    if (isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
    const choice = choices[letterOf(event)];
    if (!choice) return;
    event.preventDefault();
    const radio = form.querySelector(`input[name=decision][value=${choice}]`);
    radio.checked = true;
    if (choice === "approved") radio.focus();
    else form.querySelector("textarea").focus();
  });
}
