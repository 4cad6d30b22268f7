import type { ButtonHTMLAttributes } from "preact";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: "plain" | "primary" | "danger" | "quiet";
  /** Something is under way: the button keeps its focus and does nothing. */
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
