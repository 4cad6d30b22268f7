"""The comments of the recorded answers: ten of 2024, those of two weeks before the digest, and recent ones.

The dates of 2024 are fixed. The others are relative to whole weeks, so that figures and charts are the same on every
day of a week.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_APP = (
    "o aplicativo fecha sozinho toda vez que abro a fila",
    "depois da atualização o app trava na tela preta",
    "o app desloga sozinho, que raiva",
)
_LYRICS = "coloquem a letra sincronizada no modo offline, por favor"
_TOLD = (
    {"texto": "que refrão lindo, a voz dela arrepia do começo ao fim", "artista": "Iara Sereno", "album": "Água Rasa",
     "musica": "Correnteza", "canal": "instagram", "autor": "Dandara Pires"},
    {"texto": "a mixagem enterrou a voz, que decepção", "artista": "Iara Sereno", "album": "Água Rasa", "canal": "x"},
    {"texto": "podiam lançar uma versão acústica dessa música", "artista": "Iara Sereno", "musica": "Maré de Março"},
    {"texto": "quando começa a venda dos ingressos para Recife?", "artista": "Banda Pé de Vento", "canal": "site"},
    {"texto": "ganhe seguidores grátis, acesse www.seguidores.exemplo e clique no link", "canal": "youtube"},
    {"texto": "o som do show estava abafado, não dava pra ouvir a voz", "artista": "Banda Pé de Vento"},
    {"texto": "a capa do disco é linda, ilustração caprichada 😍", "artista": "Téo Nogueira", "album": "Quintais"},
    {"texto": "=SOMA(A1) esse refrão gruda, \"demais\"; sério\nouvi a viagem inteira", "artista": "Téo Nogueira"},
    {"texto": "O clipe tem uma fotografia maravilhosa, parabéns à equipe", "artista": "Téo Nogueira",
     "autor": "Seu Olavo"},
    {"texto": "me liga no (11) 98765-4321 ou escreve para fa@exemplo.com sobre a camiseta, quanto custa?",
     "autor": "Seu Olavo"},
)  # fmt: skip
DIGEST = 20  # weeks ago; the report's comparisons cover sixteen
LOST = "comentário que o modelo recusa"
ERASED_AUTHOR = "Seu Olavo"


def number(n: int) -> str:
    """The id of comment `n`."""
    return f"00000000-0000-4000-8000-{n:012d}"


def monday(now: datetime, weeks: int) -> datetime:
    """The start of the week `weeks` weeks ago, in São Paulo."""
    today = now.astimezone(ZoneInfo("America/Sao_Paulo")).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=today.weekday(), weeks=weeks)


def week(now: datetime, weeks: int) -> str:
    """The name of that week, like 2026-W18."""
    year, number_, _ = monday(now, weeks).isocalendar()
    return f"{year}-W{number_:02}"


def old(now: datetime) -> list[dict[str, Any]]:
    """Ten comments of 2024, then the digest's week, which has a trend, and the week before it."""
    of_2024 = [{**one, "publicado_em": f"2024-03-{4 + n:02}T{8 + n:02}:15:30.5-03:00"} for n, one in enumerate(_TOLD)]
    app, praise = [{"texto": text} for text in _APP], [{"texto": _TOLD[0]["texto"]}] * 22
    of_week = [*_TOLD, *app * 6, *[{"texto": _LYRICS}] * 6]
    dated = [
        (one, monday(now, DIGEST) + timedelta(days=n % 6, hours=9 + n % 12, minutes=n)) for n, one in enumerate(of_week)
    ]
    before = monday(now, DIGEST + 1) + timedelta(days=3, hours=12)
    dated += [(one, before + timedelta(minutes=n)) for n, one in enumerate([app[0], *praise])]
    rest = [
        {**one, "texto": f"{one['texto']} ({n})", "publicado_em": at.isoformat()} for n, (one, at) in enumerate(dated)
    ]
    return [{"id": number(1 + n), **one} for n, one in enumerate([*of_2024, *rest])]


def recent(now: datetime) -> list[dict[str, Any]]:
    """Comments of the last weeks. Those of now have no date, so that arrival counts as publication."""
    weeks = (0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8)
    shown = [{**_TOLD[n % 9], "autor": "Dandara Pires"} for n in range(len(weeks))]
    album = {"artista": "Iara Sereno", "album": "Farol Velho"}
    listed = [
        *zip(shown, weeks, strict=True),
        *[({"texto": f"{_APP[n % 3]}, já é a vez {n}"}, 0) for n in range(11)],
        *[({"texto": f"{_TOLD[n % 2]['texto']} ({n})", **album}, 2 - n % 3) for n in range(7)],
    ]
    found = []
    for n, (one, back) in enumerate(listed):
        dated = {"publicado_em": (now.astimezone(UTC) - timedelta(weeks=back)).isoformat()} if back else {}
        found.append({"id": number(101 + n), **one, **dated})
    return found
