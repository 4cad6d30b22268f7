import type { ComponentChildren } from "preact";

/** Loading state. The style delays it, so that fast answers show no flicker. */
export function Loading({ children = "Carregando…" }: { children?: ComponentChildren }) {
  return (
    <p class="state loading" role="status">
      {children}
    </p>
  );
}
