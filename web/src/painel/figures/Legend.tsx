import { CATEGORIES, CATEGORY } from "../../words";

export interface LegendEntry {
  name: string;
  fill: string;
  shape?: "line";
}

export const CATEGORY_LEGEND: readonly LegendEntry[] = CATEGORIES.map((id) => ({ name: CATEGORY[id].many, fill: `url(#t-${CATEGORY[id].slug})` }));

/** What the fills mean. The drawing's own description says it in words. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul class="legend" aria-hidden="true">
      {entries.map(({ name, fill, shape }) => (
        <li key={name}>
          <svg class="swatch" viewBox="0 0 12 12">
            {shape === "line" ? <rect y="5" width="12" height="2" fill={fill} /> : <rect width="12" height="12" rx="1" fill={fill} />}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
