import type { ComponentChildren } from "preact";
import "./records.css";

/** A list of records (name, facts, buttons), in columns where there is room. */
export function Records({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <ul class="records" aria-label={label}>
      {children}
    </ul>
  );
}

interface Props {
  name: ComponentChildren;
  facts?: ComponentChildren;
  /** No longer valid: shown fainter. The text must say so as well. */
  over?: boolean;
  actions?: ComponentChildren;
}

export function Record({ name, facts, over, actions }: Props) {
  return (
    <li class={over ? "over" : undefined}>
      <p class="name">{name}</p>
      {facts && <p class="facts">{facts}</p>}
      {actions && <div class="actions">{actions}</div>}
    </li>
  );
}
