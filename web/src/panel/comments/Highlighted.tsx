import type { ComponentChild } from "preact";

/** Text with highlighted ranges. Marks are [start, end) in UTF-16 units, in order. */
export function Highlighted({
  text,
  marks,
  kind,
}: {
  text: string;
  marks: readonly (readonly [unknown, unknown])[] | undefined;
  kind?: "evidence";
}) {
  if (!marks?.length) return <>{text}</>;
  const parts: ComponentChild[] = [];
  let end = 0;
  for (const [from, to] of marks as readonly (readonly [number, number])[]) {
    parts.push(
      text.slice(end, from),
      <mark key={from} class={kind}>
        {text.slice(from, to)}
      </mark>,
    );
    end = to;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}
