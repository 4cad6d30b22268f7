import { CategoryBadge } from "../../components/CategoryBadge";
import { SentimentBadge } from "../../components/SentimentBadge";
import type { Judgement } from "../editor/draft";

/** A judgement in one line. */
export function JudgementLine({ category, sentiment, tags }: Judgement) {
  return (
    <span class="judged">
      <CategoryBadge category={category} />
      <SentimentBadge sentiment={sentiment} />
      {tags.length > 0 && <span class="codes">{tags.join(", ")}</span>}
    </span>
  );
}
