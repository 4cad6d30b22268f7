import type { ComponentChildren } from "preact";

/** Nothing to show, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="state">
      <p class="say">{title}</p>
      {children}
    </div>
  );
}
