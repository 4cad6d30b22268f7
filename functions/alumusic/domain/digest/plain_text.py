"""What the figures say by themselves, in plain sentences: where the model has no text that holds."""

from alumusic.domain.comments.classification import Category
from alumusic.domain.digest.models import DigestFigures, Trend, TrendKind

_CATEGORY_NAMES = {
    Category.PRAISE: ("elogio", "elogios"),
    Category.CRITICISM: ("crítica", "críticas"),
    Category.SUGGESTION: ("sugestão", "sugestões"),
    Category.QUESTION: ("dúvida", "dúvidas"),
    Category.SPAM: ("mensagem de spam", "mensagens de spam"),
}
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


def comments(number: int) -> str:
    return f"{count(number)} comentário{'' if number == 1 else 's'}"


def count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def percent(share: float) -> str:
    """One digit after the comma, unless it is a zero."""
    return f"{100 * share:.1f}".removesuffix(".0").replace(".", ",") + " %"


def named(category: Category, number: int) -> str:
    return f"{count(number)} {_CATEGORY_NAMES[category][number != 1]}"


def subject(name: str) -> str:
    """A tag's explanation, short and in the middle of a sentence."""
    short = name.split(":")[0]
    return short[:1].lower() + short[1:]


def _volume(found: DigestFigures) -> str:
    start = f"A semana {found.semana} teve {comments(found.comentarios)}"
    if found.variacao is None:
        return f"{start}; na anterior não houve nenhum."
    if not found.variacao:
        return f"{start}, tantos quantos na anterior."
    more = "a mais" if found.variacao > 0 else "a menos"
    return f"{start}, {percent(abs(found.variacao))} {more} que na anterior ({count(found.comentarios_antes)})."


def _categories(found: DigestFigures) -> str:
    parts = [
        f"{named(one.categoria, one.comentarios)} ({percent(one.parcela)})"
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
