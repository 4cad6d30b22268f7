import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

interface Props {
  title: string;
  /** Absent: it cannot be closed without doing what it asks for. */
  onClose?: () => void;
  /** Buttons, below. */
  actions?: ComponentChildren;
  /** "drawer" slides along the left edge. */
  shape?: "box" | "drawer";
  children: ComponentChildren;
}

/** Open as long as it is drawn. The browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, onClose, actions, shape = "box", children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const drawn = useRef(true);
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => {
      drawn.current = false;
      opened?.close(); // while it still is in the page, or the focus would be lost
    };
  }, []);
  const pressed = useRef<EventTarget | null>(null);
  // Outside from press to release: a selection that is dragged out of a field is no wish to close.
  const outside = (event: Event) => event.target === dialog.current && pressed.current === dialog.current;
  const cancel = (event: Event) => {
    event.preventDefault();
    onClose?.();
  };
  // A second Esc closes a dialog whatever its page says to the first.
  const closed = () => {
    if (!drawn.current) return;
    if (onClose) onClose();
    else dialog.current?.showModal();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click outside closes; the key for it is Esc, by onCancel
    <dialog
      ref={dialog}
      class={shape}
      aria-labelledby={heading}
      onCancel={cancel}
      onClose={closed}
      onPointerDown={(event) => (pressed.current = event.target)}
      onClick={(event) => outside(event) && onClose?.()}
    >
      <div class="inside">
        <div class="heading">
          <h2 id={heading}>{title}</h2>
          {onClose && (
            <button type="button" class="close" aria-label="Fechar" onClick={onClose}>
              ×
            </button>
          )}
        </div>
        {children}
        {actions && <div class="actions">{actions}</div>}
      </div>
    </dialog>
  );
}
