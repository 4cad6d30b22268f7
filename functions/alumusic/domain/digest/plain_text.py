"""Composes a digest's text from its figures, for when the model gives no valid text."""

from alumusic.domain.digest.week_figures import DigestFigures, Trend, TrendKind
from alumusic.domain.text.numbers import count, difference, percent
from alumusic.domain.text.words import comments, of_category, subject

_SHOWN = 2  # trends in each direction


def plain_digest(found: DigestFigures) -> str:
    if not found.comments:
        return f"Na semana {found.week} não chegou nenhum comentário."
    sentences = [_volume(found), _categories(found)]
    rose = [trend for trend in found.trends if trend.share > trend.share_before][:_SHOWN]
    fell = [trend for trend in found.trends if trend.share < trend.share_before][:_SHOWN]
    sentences += [_moved("Subiram", rose)] if rose else []
    sentences += [_moved("Caíram", fell)] if fell else []
    if not found.trends and found.comments_before:
        sentences.append("Nenhum assunto, artista ou categoria mudou mais do que o acaso explica.")
    if found.tags:
        first = found.tags[0]
        sentences.append(f"O assunto mais citado foi {subject(first.name)}, com {comments(first.comments)}.")
    if found.artists:
        artist = found.artists[0]
        sentences.append(f"O artista mais comentado foi {artist.artist}, com {comments(artist.comments)}.")
    return " ".join(sentences)


def _volume(found: DigestFigures) -> str:
    start = f"A semana {found.week} teve {comments(found.comments)}"
    if found.change is None:
        return f"{start}; na anterior não houve nenhum."
    if not found.change:
        return f"{start}, tantos quantos na anterior."
    return f"{start}, {difference(found.change)} que na anterior ({count(found.comments_before)})."


def _categories(found: DigestFigures) -> str:
    parts = [
        f"{of_category(one.comments, one.category)} ({percent(one.share)})"
        for one in sorted(found.categories, key=lambda one: -one.comments)
        if one.comments
    ]
    return f"Foram {_listed(parts)}."


def _moved(verb: str, trends: list[Trend]) -> str:
    parts = [
        f"{_what(trend)}, de {percent(trend.share_before)} para {percent(trend.share)} dos comentários"
        for trend in trends
    ]
    return f"{verb} {_listed(parts, '; ')}."


def _what(trend: Trend) -> str:
    return trend.name if trend.kind is TrendKind.ARTIST else subject(trend.name)


def _listed(parts: list[str], comma: str = ", ") -> str:
    *rest, last = parts
    return f"{comma.join(rest)} e {last}" if rest else last
