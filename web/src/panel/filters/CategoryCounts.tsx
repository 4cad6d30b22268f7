import { count } from "../../shared/formats";
import { CATEGORIES, CATEGORY } from "../../shared/words";
import type { CommentCounts } from "../api/types";
import { type Filter, has, toggle } from "./filter";

interface Props {
  counts: CommentCounts | null;
  filter: Filter;
  onChange: (filter: Filter) => void;
}

/** Counts by category under the other filters; a click filters by the category. */
export function CategoryCounts({ counts, filter, onChange }: Props) {
  const chosen = filter.has("categoria");
  return (
    <div class="counts" role="group" aria-label="Comentários por categoria" data-chosen={chosen || undefined}>
      {CATEGORIES.map((category) => {
        const { many, slug } = CATEGORY[category];
        const pressed = has(filter, "categoria", category);
        return (
          <button
            key={category}
            type="button"
            aria-pressed={pressed}
            onClick={() => onChange(toggle(filter, "categoria", category))}
          >
            <svg class="swatch" viewBox="0 0 12 12" aria-hidden="true">
              <rect width="12" height="12" rx="2" fill={`url(#t-${slug})`} />
            </svg>
            <span>{many}</span>
            <b>
              {counts ? count(counts.categorias[category] ?? 0) : "–"}
              {counts && !counts.exato && "+"}
            </b>
          </button>
        );
      })}
    </div>
  );
}
