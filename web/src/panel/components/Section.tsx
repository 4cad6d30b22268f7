import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface Props {
  title: string;
  lede?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** A section of a page with its own heading. */
export function Section({ title, lede, actions, children }: Props) {
  const id = useId();
  return (
    <section class="section" aria-labelledby={id}>
      <div class="title">
        <h2 id={id}>{title}</h2>
        {actions && <div class="actions">{actions}</div>}
        {lede && <p class="lede">{lede}</p>}
      </div>
      {children}
    </section>
  );
}
