"""Shares and balances, rounded as the report and the digest publish them."""

from collections.abc import Sequence


def ratio(part: float, whole: float) -> float | None:
    """Rounded to four decimals; None if `whole` is zero."""
    return round(float(part) / float(whole), 4) if whole else None


def balance(by_sentiment: Sequence[int]) -> float | None:
    """(positive - negative) / all; `by_sentiment` is in the order of `SENTIMENTS`."""
    positive, _, negative = by_sentiment
    return ratio(positive - negative, sum(by_sentiment))
