import { useEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "../hooks/keys";

interface Props {
  value: string;
  onSearch: (text: string) => void;
}

const PAUSE = 350; // milliseconds after the last key before the search is sent

/** Searches while typing. Enter searches at once; Enter and Esc leave the field, which reactivates the shortcuts. */
export function SearchBox({ value, onSearch }: Props) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const shown = useRef(value);
  const search = (wanted: string) => {
    if (wanted.trim() === shown.current) return;
    shown.current = wanted.trim();
    onSearch(shown.current);
  };
  useEffect(() => {
    if (value === shown.current) return;
    shown.current = value; // changed elsewhere: a removed chip, or "back"
    setText(value);
  }, [value]);
  useEffect(() => {
    const timer = setTimeout(() => search(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  useKeys([{ keys: ["/"], does: "Buscar", run: () => input.current?.select() }]);
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Enter") search(text);
    if (event.key === "Enter" || event.key === "Escape") input.current?.blur();
  };
  return (
    <input
      ref={input}
      type="search"
      class="search"
      aria-label="Buscar nos comentários"
      aria-keyshortcuts="/"
      maxLength={300}
      placeholder='Buscar: palavras, ou "uma frase"'
      value={text}
      onInput={(event) => setText(event.currentTarget.value)}
      onKeyDown={pressed}
    />
  );
}
