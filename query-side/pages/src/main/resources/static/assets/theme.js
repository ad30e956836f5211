// Before anything is drawn: the choice of light or dark made on this machine.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch (e) {
  // Without a store the system's choice holds.
}
document.documentElement.classList.add("scripted");
