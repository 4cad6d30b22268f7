import { useState } from "preact/hooks";
import { chosenTheme, nextTheme, setTheme, THEME_NAME } from "../../shared/theme";
import { Button } from "../components/Button";

export function ThemeButton() {
  const [theme, show] = useState(chosenTheme);
  const turn = () => {
    const next = nextTheme(theme);
    setTheme(next);
    show(next);
  };
  return (
    <Button kind="quiet" onClick={turn}>
      Tema {THEME_NAME[theme]}
    </Button>
  );
}
