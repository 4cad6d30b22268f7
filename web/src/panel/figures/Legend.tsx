import type { LegendEntry } from "../../shared/snapshot/legends";
import { CATEGORIES, CATEGORY } from "../../shared/words";

export const CATEGORY_LEGEND: readonly LegendEntry[] = CATEGORIES.map((id) => ({
  name: CATEGORY[id].many,
  fill: `url(#t-${CATEGORY[id].slug})`,
}));

/** Legend of the fills. Hidden from screen readers: the chart has a description. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul class="legend" aria-hidden="true">
      {entries.map(({ name, fill, shape, side = 1 }) => (
        <li key={name}>
          <svg class="swatch" viewBox="0 0 12 12" aria-hidden="true">
            {shape === "line" ? (
              <rect y="5" width="12" height="2" fill={fill} />
            ) : (
              <rect x={6 - 6 * side} y={6 - 6 * side} width={12 * side} height={12 * side} rx="1" fill={fill} />
            )}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
