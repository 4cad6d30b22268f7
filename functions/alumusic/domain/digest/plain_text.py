"""What the figures say by themselves, in plain sentences: where the model has no text that holds."""

from alumusic.domain.digest.models import DigestFigures, Trend, TrendKind
from alumusic.domain.text.numbers import count, difference, percent
from alumusic.domain.text.words import comments, of_category, subject

_SHOWN = 2  # trends in each direction


def plain_digest(found: DigestFigures) -> str:
    if not found.comentarios:
        return f"Na semana {found.semana} não chegou nenhum comentário."
    sentences = [_volume(found), _categories(found)]
    rose = [trend for trend in found.tendencias if trend.parcela > trend.parcela_antes][:_SHOWN]
    fell = [trend for trend in found.tendencias if trend.parcela < trend.parcela_antes][:_SHOWN]
    sentences += [_moved("Subiram", rose)] if rose else []
    sentences += [_moved("Caíram", fell)] if fell else []
    if not found.tendencias and found.comentarios_antes:
        sentences.append("Nenhum assunto, artista ou categoria mudou mais do que o acaso explica.")
    if found.tags:
        first = found.tags[0]
        sentences.append(f"O assunto mais citado foi {subject(first.nome)}, com {comments(first.comentarios)}.")
    if found.artistas:
        artist = found.artistas[0]
        sentences.append(f"O artista mais comentado foi {artist.artista}, com {comments(artist.comentarios)}.")
    return " ".join(sentences)


def _volume(found: DigestFigures) -> str:
    start = f"A semana {found.semana} teve {comments(found.comentarios)}"
    if found.variacao is None:
        return f"{start}; na anterior não houve nenhum."
    if not found.variacao:
        return f"{start}, tantos quantos na anterior."
    return f"{start}, {difference(found.variacao)} que na anterior ({count(found.comentarios_antes)})."


def _categories(found: DigestFigures) -> str:
    parts = [
        f"{of_category(one.comentarios, one.categoria)} ({percent(one.parcela)})"
        for one in sorted(found.categorias, key=lambda one: -one.comentarios)
        if one.comentarios
    ]
    return f"Foram {_listed(parts)}."


def _moved(verb: str, trends: list[Trend]) -> str:
    parts = [
        f"{_what(trend)}, de {percent(trend.parcela_antes)} para {percent(trend.parcela)} dos comentários"
        for trend in trends
    ]
    return f"{verb} {_listed(parts, '; ')}."


def _what(trend: Trend) -> str:
    return trend.nome if trend.tipo is TrendKind.ARTIST else subject(trend.nome)


def _listed(parts: list[str], comma: str = ", ") -> str:
    *rest, last = parts
    return f"{comma.join(rest)} e {last}" if rest else last
