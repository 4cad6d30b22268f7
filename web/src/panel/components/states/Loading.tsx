import type { ComponentChildren } from "preact";

/** Shown after a moment only (the style waits): most answers are faster than an eye. */
export function Loading({ children = "Carregando…" }: { children?: ComponentChildren }) {
  return (
    <p class="state loading" role="status">
      {children}
    </p>
  );
}
