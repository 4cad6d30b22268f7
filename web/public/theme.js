// Sets the reader's stored theme before the first paint; the rest of the theme is in src/shared/theme.ts.
try {
  const theme = localStorage.getItem("tema");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // no storage: the system's theme
}
