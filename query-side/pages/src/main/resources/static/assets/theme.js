// Before anything is drawn: apply the light or dark theme chosen in this browser.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch (e) {
  // Without local storage the system setting applies.
}
document.documentElement.classList.add("scripted");
