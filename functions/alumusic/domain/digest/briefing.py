"""The model's input for a digest: integers, and shares as text, so that the model can repeat them unchanged.

Keys of categories and sentiments are their Portuguese plurals, by which `grounding` knows what a number counts.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from alumusic.domain.comments.classification import Sentiment
from alumusic.domain.digest.digest import SampleComment
from alumusic.domain.digest.week_figures import ArtistFigure, DigestFigures, TagFigure, Trend, TrendKind
from alumusic.domain.text.folding import folded
from alumusic.domain.text.numbers import difference, percent
from alumusic.domain.text.words import CATEGORY_NAMES, subject

KEYS: Mapping[StrEnum, str] = {
    **{category: folded(name.many) for category, name in CATEGORY_NAMES.items()},
    Sentiment.POSITIVE: "positivos",
    Sentiment.NEUTRAL: "neutros",
    Sentiment.NEGATIVE: "negativos",
}


def digest_data(found: DigestFigures) -> dict[str, Any]:
    shares = {KEYS[one.category]: _compared(one) for one in found.categories}
    shares |= {KEYS[one.sentiment]: _compared(one) for one in found.sentiments}
    return {
        "semana": found.week,
        "inicio": found.start.isoformat(),
        "fim": found.end.isoformat(),
        "comentarios": found.comments,
        "comentarios_na_semana_anterior": found.comments_before,
        "variacao": change(found.change),
        **shares,
        "por_dia": [{"dia": day.day.isoformat(), "comentarios": sum(day.by_category.values())} for day in found.days],
        "assuntos": [_tag(tag) for tag in found.tags],
        "artistas": [_artist(artist) for artist in found.artists],
        "tendencias": [trend_data(trend) for trend in found.trends],
    }


def comment_data(comments: Sequence[SampleComment]) -> list[dict[str, Any]]:
    return [
        {"id": f"c{n}", "texto": one.text, "categoria": str(one.category), "artista": one.artist}
        for n, one in enumerate(comments, 1)
    ]


def names_of(found: DigestFigures) -> set[str]:
    """Names of artists and subjects; digits in a name are no claim."""
    return (
        {artist.artist for artist in found.artists}
        | {tag.name for tag in found.tags}
        | {trend.name for trend in found.trends}
    )


def change(variation: float | None) -> str | None:
    if variation is None:
        return None
    return difference(variation) if variation else "igual"


def trend_data(trend: Trend) -> dict[str, Any]:
    return {
        "tipo": "assunto" if trend.kind is TrendKind.TAG else str(trend.kind),
        "nome": trend.name if trend.kind is TrendKind.ARTIST else subject(trend.name),
        "sentido": "subiu" if trend.share > trend.share_before else "caiu",
        "comentarios": trend.comments,
        "comentarios_na_semana_anterior": trend.comments_before,
        "parcela": percent(trend.share),
        "parcela_na_semana_anterior": percent(trend.share_before),
    }


def _compared(one: Any) -> dict[str, Any]:
    return {
        "comentarios": one.comments,
        "parcela": percent(one.share),
        "na_semana_anterior": one.comments_before,
        "parcela_na_semana_anterior": percent(one.share_before),
    }


def _tag(tag: TagFigure) -> dict[str, Any]:
    return {
        "assunto": subject(tag.name),
        "comentarios": tag.comments,
        "criticas": tag.criticisms,
        "comentarios_na_semana_anterior": tag.comments_before,
    }


def _artist(artist: ArtistFigure) -> dict[str, Any]:
    counts = {KEYS[category]: number for category, number in artist.by_category.items() if number}
    return {
        "artista": artist.artist,
        "comentarios": artist.comments,
        "comentarios_na_semana_anterior": artist.comments_before,
        **counts,
    }
