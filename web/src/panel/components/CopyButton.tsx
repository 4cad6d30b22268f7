import { useEffect, useState } from "preact/hooks";
import { Button } from "./Button";

const SHOWN = 2_000; // milliseconds that the button shows the outcome

/** Copies a text to the clipboard and announces it. `name` is what is copied, such as "código". */
export function CopyButton({ text, name, kind }: { text: string; name: string; kind?: "plain" | "primary" | "quiet" }) {
  const [said, say] = useState<"" | "Copiado" | "Não foi possível copiar">("");
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => say(""), SHOWN);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => say("Copiado"),
      () => say("Não foi possível copiar"),
    );
  return (
    <>
      <Button kind={kind} onClick={() => void copy()}>
        {said || `Copiar ${name}`}
      </Button>
      <span class="aside" role="status">
        {said}
      </span>
    </>
  );
}
