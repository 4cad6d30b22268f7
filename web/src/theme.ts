// Light, dark, or as the system says. public/theme.js sets the stored one before the first paint.
import { part, say } from "./nodes";

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

const NAMES: Record<Theme, string> = { auto: "automático", light: "claro", dark: "escuro" };
const KEY = "tema";

export function themeSwitch(): void {
  const button = part("#tema");
  let theme = THEMES.find((known) => known === document.documentElement.dataset["theme"]) ?? "auto";
  const show = () => say(part(".name", button), NAMES[theme]);

  show();
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
    document.documentElement.dataset["theme"] = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // private browsing: the choice lasts as long as the page
    }
    show();
  });
}
