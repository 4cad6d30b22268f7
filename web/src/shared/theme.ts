// Light, dark, or as the system says. public/theme.js sets the stored one before the first paint.

import { part, say } from "./nodes";

const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_NAME: Record<Theme, string> = { auto: "automático", light: "claro", dark: "escuro" };
const KEY = "tema";

export function chosenTheme(): Theme {
  return THEMES.find((known) => known === document.documentElement.dataset.theme) ?? "auto";
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
}

export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // private browsing: the choice lasts as long as the page
  }
}

export function themeSwitch(): void {
  const button = part("#tema");
  const show = () => say(part(".name", button), THEME_NAME[chosenTheme()]);

  show();
  button.addEventListener("click", () => {
    setTheme(nextTheme(chosenTheme()));
    show();
  });
}
