import { useEffect, useState } from "preact/hooks";
import { useStore } from "../hooks/store";
import { dismiss, type Toast, toasts } from "../toasts";
import { Button } from "./Button";

const SECONDS = 8; // long enough to read and to reach the button; undo is available elsewhere, too

export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div class="toasts" role="status">
      {shown.map((one) => (
        <Line key={one.id} toast={one} />
      ))}
    </div>
  );
}

function Line({ toast: { id, text, kind, action } }: { toast: Toast }) {
  const [held, hold] = useState(false);
  useEffect(() => {
    if (held || kind === "error") return;
    const timer = setTimeout(() => dismiss(id), SECONDS * 1_000);
    return () => clearTimeout(timer);
  }, [held]);
  const run = () => {
    dismiss(id);
    action?.run();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a toast stays as long as the pointer or the focus is on it
    <div
      class="toast"
      data-kind={kind}
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocusCapture={() => hold(true)}
      onBlurCapture={() => hold(false)}
    >
      <p>{text}</p>
      {action && (
        <Button kind="quiet" onClick={run}>
          {action.name}
        </Button>
      )}
      <button type="button" class="close" aria-label="Fechar aviso" onClick={() => dismiss(id)}>
        ×
      </button>
    </div>
  );
}
