import type { ComponentChildren } from "preact";

/** Empty state: a sentence and, optionally, a way on. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="state">
      <p class="say">{title}</p>
      {children}
    </div>
  );
}
