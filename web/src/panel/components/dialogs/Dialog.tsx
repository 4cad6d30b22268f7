import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

interface Props {
  title: string;
  /** Without it, the dialog cannot be dismissed. */
  onClose?: () => void;
  /** Buttons at the bottom. */
  actions?: ComponentChildren;
  /** "drawer" slides along the left edge. */
  shape?: "box" | "drawer";
  children: ComponentChildren;
}

/** A modal dialog, open while it is rendered. The browser traps the focus and restores it afterwards. */
export function Dialog({ title, onClose, actions, shape = "box", children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const drawn = useRef(true);
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => {
      drawn.current = false;
      opened?.close(); // before the element leaves the page; later, the browser would not restore the focus
    };
  }, []);
  const pressed = useRef<EventTarget | null>(null);
  // Press and release must both be outside: dragging a text selection out of a field does not close the dialog.
  const outside = (event: Event) => event.target === dialog.current && pressed.current === dialog.current;
  const cancel = (event: Event) => {
    event.preventDefault();
    onClose?.();
  };
  // Browsers close the dialog on a second Esc even when the first was prevented.
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
