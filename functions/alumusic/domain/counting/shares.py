"""Parts of a whole, as report and digest publish them."""

from collections.abc import Sequence


def ratio(part: float, whole: float) -> float | None:
    """With four digits; None where there is no whole."""
    return round(float(part) / float(whole), 4) if whole else None


def balance(by_sentiment: Sequence[int]) -> float | None:
    """Positive less negative comments, of all; `by_sentiment` in the order of `SENTIMENTS`."""
    positive, _, negative = by_sentiment
    return ratio(positive - negative, sum(by_sentiment))
