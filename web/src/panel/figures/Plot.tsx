import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Size } from "../../shared/charts/drawing";
import { type Explorer, explore } from "../../shared/explorer";

interface Props<Data> {
  data: Data;
  draw: (data: Data, size: Size) => SVGSVGElement;
  labelledBy: string;
  describedBy: string;
}

/** A chart with tooltips by mouse, touch and arrow keys. Redrawn only when its data or width changes. */
export function Plot<Data>({ data, draw, labelledBy, describedBy }: Props<Data>) {
  const frame = useRef<HTMLDivElement>(null);
  const explorer = useRef<Explorer | null>(null);
  const [width, setWidth] = useState(0);
  const [spoken, speak] = useState("");

  useEffect(() => {
    const observer = new ResizeObserver(() => setWidth(frame.current?.clientWidth ?? 0));
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (!width || !frame.current) return;
    explorer.current ??= explore(frame.current, speak);
    explorer.current.show(draw(data, { width, em: Number.parseFloat(getComputedStyle(frame.current).fontSize) }));
  }, [draw, JSON.stringify(data), width]);

  return (
    <>
      <div
        ref={frame}
        class="plot"
        role="application"
        aria-roledescription="gráfico"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        tabIndex={0}
      />
      <p class="aside" aria-live="polite">
        {spoken}
      </p>
    </>
  );
}
