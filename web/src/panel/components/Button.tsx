import type { ButtonHTMLAttributes } from "preact";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: "plain" | "primary" | "danger" | "quiet";
  /** An action is running: the button keeps the focus and ignores clicks. */
  busy?: boolean;
}

export function Button({ kind = "plain", busy = false, onClick, children, ...rest }: Props) {
  return (
    <button
      type="button"
      data-kind={kind}
      aria-disabled={busy || undefined}
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {children}
    </button>
  );
}
