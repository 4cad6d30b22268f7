import type { Category } from "../../shared/snapshot/snapshot";
import { CATEGORY } from "../../shared/words";

/** Colour, texture and word. `null`: the comment has no category yet. */
export function CategoryBadge({ category }: { category: Category | null }) {
  if (!category) return <span class="badge">Sem categoria</span>;
  const { one, slug } = CATEGORY[category];
  return (
    <span class="badge">
      <svg class="swatch" viewBox="0 0 12 12" aria-hidden="true">
        <rect width="12" height="12" rx="2" fill={`url(#t-${slug})`} />
      </svg>
      {one}
    </span>
  );
}
