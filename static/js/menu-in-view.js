// On a narrow screen menus scroll sideways: bring the current line into sight.
for (const line of document.querySelectorAll("nav [aria-current]")) {
  const menu = line.closest("nav");
  if (menu.scrollWidth > menu.clientWidth) {
    menu.scrollLeft = line.offsetLeft - (menu.clientWidth - line.clientWidth) / 2;
  }
}
