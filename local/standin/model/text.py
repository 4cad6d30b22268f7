"""Parses a comment: folds case and accents, shortens elongations, turns links, money, emojis and so on into tokens."""

import re
import unicodedata
from typing import NamedTuple

_LABELS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\[email\]"), " xemail "),
    (
        re.compile(
            r"\b(?:https?://|www\.)\S+|\[link\]|\b[a-z0-9-]+\.(?:com|net|org|app|site|shop|io|me|ly|bet)(?:\.br)?\b(?:/\S*)?"
        ),
        " xlink ",
    ),
    (re.compile(r"\[cpf\]|(?<!\d)\d{3}\.?\d{3}\.?\d{3}-\d{2}(?!\d)"), " xcpf "),
    (re.compile(r"\[telefone\]|\(?\d{2}\)?\s?9?\s?\d{4}[\s.-]?\d{4}(?!\d)"), " xtelefone "),
    (re.compile(r"\[perfil\]|(?<!\w)@\w[\w.]*"), " xperfil "),
    (re.compile(r"(?<!\w)#\w+"), " xhashtag "),
    (
        re.compile(r"r\$\s*\d[\d.,]*|\b\d[\d.,]*\s*(?:reais|conto|contos|pila|mango|mangos|dolares|mil reais)\b"),
        " xdinheiro ",
    ),
    (re.compile(r"\b(?:k{2,}|(?:ha){2,}h?|(?:he){2,}h?|(?:rs){1,}|(?:hua)+\w*|(?:ka){3,}\w*|lol|kkk\w*)\b"), " xriso "),
    (re.compile(r"\b\d+\s*%"), " xporcento "),
    (re.compile(r"\b\d[\d.,:]*h?\b"), " xnumero "),
)
_LONG = re.compile(r"([a-z])\1{2,}")
_TOKEN = re.compile(r"[a-z0-9']+(?:-[a-z0-9']+)*|[?!]+|\.{3}|[\U0001F000-\U0001FFFF\u2600-\u27BF]")
_WORD = re.compile(r"\w+|[?!]")
_JOY, _PAIN, _SALE = (
    "😍🥰❤🧡💛💚💙💜🖤🤍🤎💖💕💗💘💓💞😘🤩🔥👏🙌💯✨🌟⭐🎉🥹🤌👑🫶💃🕺🎶🎵🎸🥁🎤🎹🎧🪗🎷🎺☺😊😁😎🤗💪😻🥳🫠🙏",
    "😡🤬😠👎💩🤮🤢😤🙄😒🤦😴🥱🤡😑😐💔😞😔🙃😩😫🥴☹🚮",
    "💰💸🤑💵👉👇📲📱🔗✅❗📢🚨💲🎁🛒📞📩🆓🔞💎🚀⚠📦💊🍑😈",
)
_KINDS = {char: name for name, chars in (("xalegria", _JOY), ("xraiva", _PAIN), ("xvenda", _SALE)) for char in chars}


class Reading(NamedTuple):
    """`raw` is the text as written; `folded` has no upper case, accents or elongations.

    `tokens` are words, punctuation and emojis; `words` are words, question marks and exclamation marks.
    """

    raw: str
    folded: str
    tokens: tuple[str, ...]
    words: tuple[str, ...]


def fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def read(text: str) -> Reading:
    folded = fold(text)
    for pattern, label in _LABELS:
        folded = pattern.sub(label, folded)
    folded = " ".join(_LONG.sub(r"\1", folded).split())
    tokens = tuple(_named(token) for token in _TOKEN.findall(folded))
    return Reading(text, folded, tokens, tuple(_WORD.findall(folded)))


def _named(token: str) -> str:
    if token[0] in "?!":
        return "xsurpresa" if len(set(token)) > 1 else token[:2]
    return _KINDS.get(token, token)
