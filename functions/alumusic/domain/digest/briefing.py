"""The figures as the model is given them: whole numbers and written shares, so that a text can repeat them as they are.

Keys of categories and sentiments are their plurals: by them `grounding` knows what a number is one of.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from alumusic.domain.comments.classification import Sentiment
from alumusic.domain.digest.models import ArtistFigure, DigestFigures, SampleComment, TagFigure, Trend, TrendKind
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
    shares = {KEYS[one.categoria]: _compared(one) for one in found.categorias}
    shares |= {KEYS[one.sentimento]: _compared(one) for one in found.sentimentos}
    return {
        "semana": found.semana,
        "inicio": found.inicio.isoformat(),
        "fim": found.fim.isoformat(),
        "comentarios": found.comentarios,
        "comentarios_na_semana_anterior": found.comentarios_antes,
        "variacao": change(found.variacao),
        **shares,
        "por_dia": [{"dia": day.dia.isoformat(), "comentarios": sum(day.por_categoria.values())} for day in found.dias],
        "assuntos": [_tag(tag) for tag in found.tags],
        "artistas": [_artist(artist) for artist in found.artistas],
        "tendencias": [trend_data(trend) for trend in found.tendencias],
    }


def comment_data(comments: Sequence[SampleComment]) -> list[dict[str, Any]]:
    return [
        {"id": f"c{n}", "texto": one.texto, "categoria": str(one.categoria), "artista": one.artista}
        for n, one in enumerate(comments, 1)
    ]


def names_of(found: DigestFigures) -> set[str]:
    """Artists and subjects: their digits claim nothing."""
    return (
        {artist.artista for artist in found.artistas}
        | {tag.nome for tag in found.tags}
        | {trend.nome for trend in found.tendencias}
    )


def change(variation: float | None) -> str | None:
    if variation is None:
        return None
    return difference(variation) if variation else "igual"


def trend_data(trend: Trend) -> dict[str, Any]:
    return {
        "tipo": "assunto" if trend.tipo is TrendKind.TAG else str(trend.tipo),
        "nome": trend.nome if trend.tipo is TrendKind.ARTIST else subject(trend.nome),
        "sentido": "subiu" if trend.parcela > trend.parcela_antes else "caiu",
        "comentarios": trend.comentarios,
        "comentarios_na_semana_anterior": trend.comentarios_antes,
        "parcela": percent(trend.parcela),
        "parcela_na_semana_anterior": percent(trend.parcela_antes),
    }


def _compared(one: Any) -> dict[str, Any]:
    return {
        "comentarios": one.comentarios,
        "parcela": percent(one.parcela),
        "na_semana_anterior": one.comentarios_antes,
        "parcela_na_semana_anterior": percent(one.parcela_antes),
    }


def _tag(tag: TagFigure) -> dict[str, Any]:
    return {
        "assunto": subject(tag.nome),
        "comentarios": tag.comentarios,
        "criticas": tag.criticas,
        "comentarios_na_semana_anterior": tag.comentarios_antes,
    }


def _artist(artist: ArtistFigure) -> dict[str, Any]:
    counts = {KEYS[category]: number for category, number in artist.por_categoria.items() if number}
    return {
        "artista": artist.artista,
        "comentarios": artist.comentarios,
        "comentarios_na_semana_anterior": artist.comentarios_antes,
        **counts,
    }
