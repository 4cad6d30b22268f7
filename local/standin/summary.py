"""Composes the text of a digest from the figures in the request, and copies every number unchanged."""

from typing import Any

from alumusic.domain.text.numbers import count
from alumusic.domain.text.words import capital

SIGNED = "Texto do modelo local de demonstração."
_SHOWN = 2


def summary(figures: dict[str, Any]) -> str:
    sentences = [_volume(figures), _categories(figures), *_trends(figures), *_subjects(figures), *_artists(figures)]
    return " ".join([*sentences, SIGNED])


def _volume(figures: dict[str, Any]) -> str:
    start = f"A semana {figures['semana']} teve {count(figures['comentarios'])} comentários"
    change = figures["variacao"]
    if change is None:
        return f"{start}."
    if change == "igual":
        return f"{start}, tantos quantos na anterior."
    return f"{start}, {change} que na anterior."


def _categories(figures: dict[str, Any]) -> str:
    praise, criticism = figures["elogios"], figures["criticas"]
    return (
        f"Elogios foram {praise['parcela']} e críticas {criticism['parcela']}; "
        f"na semana anterior, {praise['parcela_na_semana_anterior']} e {criticism['parcela_na_semana_anterior']}."
    )


def _trends(figures: dict[str, Any]) -> list[str]:
    if not figures["tendencias"]:
        return ["Nada mudou além do acaso."]
    return [
        f"{capital(one['nome'])} {one['sentido']} de {one['parcela_na_semana_anterior']}"
        f" para {one['parcela']} dos comentários."
        for one in figures["tendencias"][:_SHOWN]
    ]


def _subjects(figures: dict[str, Any]) -> list[str]:
    return [
        f"O assunto mais citado foi {one['assunto']}: {count(one['comentarios'])} comentários,"
        f" {count(one['criticas'])} críticas entre eles."
        for one in figures["assuntos"][:1]
    ]


def _artists(figures: dict[str, Any]) -> list[str]:
    return [
        f"De artistas, {one['artista']} foi quem mais apareceu, com {count(one['comentarios'])} comentários."
        for one in figures["artistas"][:1]
    ]
