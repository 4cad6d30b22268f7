import { SENTIMENT } from "../../shared/words";
import type { Sentiment } from "../api/types";

const SHAPES: Record<Sentiment, string> = {
  POSITIVO: "M6 1 11 11H1Z",
  NEUTRO: "M1 4h10v4H1Z",
  NEGATIVO: "M1 1h10L6 11Z",
};

/** Colour, shape and word. */
export function SentimentBadge({ sentiment }: { sentiment: Sentiment | null }) {
  if (!sentiment) return null;
  const { one, slug } = SENTIMENT[sentiment];
  return (
    <span class="badge">
      <svg class="swatch" viewBox="0 0 12 12" aria-hidden="true">
        <path d={SHAPES[sentiment]} fill={`var(--${slug})`} />
      </svg>
      {one}
    </span>
  );
}
