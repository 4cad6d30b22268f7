import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { hasMoved } from "../router";

interface Props {
  title: string;
  /** A sentence below the title. */
  lede?: ComponentChildren;
  /** Buttons beside the title. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** The frame of every page. Its heading takes the focus after a navigation within the dashboard. */
export function Page({ title, lede, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (hasMoved()) heading.current?.focus();
  }, []);
  return (
    <>
      <div class="title">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div class="actions">{actions}</div>}
        {lede && <p class="lede">{lede}</p>}
      </div>
      {children}
    </>
  );
}
