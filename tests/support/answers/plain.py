"""Replaces the parts of an answer that vary between runs: ids, times, tokens, durations. The rest stays unchanged.

A varying number becomes its type's name, a time keeps its zone's notation, an id becomes its order of appearance in the
answer. Dates up to 2024, which the test sends itself, and examples in sentences stay.
"""

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import jwt

_ZONE = ZoneInfo("America/Sao_Paulo")
_OTHER_YEARS = range(2025, 2900)  # years in which the test sends no date
_WEEKS = 25
_DAYS_FROM = 18  # weeks ago: these comments have fixed weekdays, so their days are kept
_BUCKETS, _MOST_BUCKETS = 50, 56  # days in the report's eight weeks, if it is made on a Monday or on a Sunday
_EXAMPLE = r"(?<!\bcomo )(?<!\bou )(?<!\bexemplo )"
_JWT = re.compile(r"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+")
_UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b(?:[0-9a-f]{32}){1,2}\b")
_MOMENT = re.compile(_EXAMPLE + r"(\d{4}-\d\d-\d\d)([T ])\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?")
_DATE = re.compile(_EXAMPLE + r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_WEEK = re.compile(_EXAMPLE + r"\b\d{4}-W\d\d\b")
_MAIL_DATE = re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)")
_PERIOD = re.compile(r"\b\d{1,2}(?: de [a-zç]+)?(?: de \d{4})? a \d{1,2} de [a-zç]+ de (\d{4})")
_WEEKDAY = re.compile(r"\b(Segunda|Terça|Quarta|Quinta|Sexta|Sábado|Domingo) \d{1,2}(?!\d)( +(?=\d))?")
_RULE = re.compile(r"^=+(?=\r?$)", re.MULTILINE)
_PLACE = re.compile(r"http://127\.0\.0\.1:\d+")
_LINK = re.compile(r"(/api/inscricao/)[\w.~=-]+")
_MESSAGE = re.compile(r"\b\d{19}\b")
_TIMED = {"latencia_ms", "latencia_media_ms", "latencia_p95_ms", "idade_da_fila_s"}
_CURSOR = re.compile(r"[\w=.~-]{30,}")
_SEPARATORS = {"compact": (",", ":"), "spaced": (", ", ": ")}


class Plain:
    """Keeps the ids that are derived from `mails`, and the `ids` of the test."""

    def __init__(self, now: datetime, mails: Iterable[str], ids: Iterable[str]) -> None:
        self.kept = {str(uuid5(NAMESPACE_URL, f"mailto:{mail}")) for mail in mails} | set(ids)
        monday = (day := now.astimezone(_ZONE).date()) - timedelta(days=day.weekday())
        self.weeks, self.days = dict[str, str](), dict[str, str]()
        for back in range(-1, _WEEKS):
            start = monday - timedelta(weeks=back)
            year, week, _ = start.isocalendar()
            self.weeks[f"{year}-W{week:02}"] = f"<week-{back}>"
            if back >= _DAYS_FROM:
                days = {str(start + timedelta(days=n)): f"<week-{back} day {n + 1}>" for n in range(7)}
                self.days |= days
        self.seen: dict[str, str] = {}

    def json(self, body: bytes, *, fixed: bool = False) -> dict[str, Any] | None:
        """The value and its JSON layout; None for another layout. A `fixed` value is kept unchanged."""
        try:
            value = json.loads(body)
        except ValueError:
            return None
        for name, separators in _SEPARATORS.items():
            if json.dumps(value, ensure_ascii=False, separators=separators).encode() == body:
                self.seen = {}
                return {"json": name, "body": value if fixed else self._value(value, "")}
        return None

    def text(self, body: bytes) -> list[str]:
        """The text, split at line ends and between HTML tags; joined, the parts are the whole text."""
        self.seen = {}
        parts = re.split(r"(?<=\n)|(?<=>)(?=<)", self._text(body.decode()))
        return [part for part in parts if part]

    def header(self, name: str, value: str, status: int) -> str:
        if name == "Set-Cookie":
            cookie, _, attributes = value.partition(";")
            key, _, held = cookie.partition("=")
            held = "~".join("<token>" if part else "" for part in held.split("~"))
            attributes = _MAIL_DATE.sub(lambda found: f"<time> {found[1]}", attributes)
            return f"{key}={held};{attributes}"
        if name.lower() == "etag" and not re.fullmatch(r'"\d{1,4}"', value):
            return re.sub(r'"[^"]+"', '"<etag>"', value)
        if name == "Allow":  # a set: the order is random
            return ", ".join(sorted(value.split(", ")))
        if name == "Retry-After" and status == 429:
            return "<seconds>" if value.isdecimal() else value
        self.seen = {}
        return self._text(value)

    def _value(self, value: Any, name: str) -> Any:
        if isinstance(value, dict):
            found = {key: self._value(one, key) for key, one in value.items()}
            if {"codigo", "expira_em"} <= found.keys():  # an invitation
                found["codigo"] = "<token>"
            return _hours(found) if {"dia_semana", "horas"} == found.keys() else found
        if isinstance(value, list):
            return _folded([self._value(one, name) for one in value])
        if isinstance(value, str):
            return "<token>" if name == "proximo" and _CURSOR.fullmatch(value) else self._text(value)
        if name in _TIMED and value is not None:
            return f"<{type(value).__name__}>"
        return value

    def _text(self, text: str) -> str:
        steps: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = [
            (_JWT, _claims),
            (_PLACE, lambda found: "http://<host>"),
            (_LINK, lambda found: f"{found[1]}<token>"),
            (_UUID, self._id),
            (_MOMENT, _moment),
            (_DATE, lambda found: self.days.get(found[0], "<date>") if _changes(found[0]) else found[0]),
            (_MAIL_DATE, lambda found: f"<time> {found[1]}"),
            (_PERIOD, lambda found: "<period>" if _changes(found[1]) else found[0]),
            (_WEEKDAY, lambda found: f"{found[1]} <day>{' ' if found[2] else ''}"),
            (_RULE, lambda found: "<rule>"),
            (_MESSAGE, lambda found: "<number>"),
        ]
        for pattern, replacement in steps:
            text = pattern.sub(replacement, text)
        return _WEEK.sub(lambda found: self.weeks.get(found[0], found[0]), text)

    def _id(self, found: re.Match[str]) -> str:
        if found[0] in self.kept:
            return found[0]
        hexadecimal = "hex-" if "-" not in found[0] else ""
        return self.seen.setdefault(found[0], f"<{hexadecimal}id-{len(self.seen) + 1}>")


def _moment(found: re.Match[str]) -> str:
    return f"<time>{found[3] or ''}" if _changes(found[1]) else found[0]


def _changes(day: str) -> bool:
    return int(day[:4]) in _OTHER_YEARS


def _claims(found: re.Match[str]) -> str:
    """Header and claim names of a token, without values. Clients hold such tokens, so the names must not change."""
    head = jwt.get_unverified_header(found[0])
    claims = jwt.decode(found[0], options={"verify_signature": False})
    named = [f"{key}={claims[key]}" if key in ("aud", "iss") else key for key in claims]
    return f"<token {head['alg']} {' '.join(head)}: {' '.join(named)}>"


def _hours(row: dict[str, Any]) -> dict[str, Any]:
    """Hides the hours of a weekday: the current time decides which of them have comments."""
    fits = isinstance(row["horas"], list) and all(type(one) is int for one in row["horas"])
    return {**row, "horas": f"<{len(row['horas'])} int>"} if fits else row


def _folded(values: list[Any]) -> list[Any]:
    """Replaces runs of equal objects by their number and one object.

    Cuts the report's eight weeks to a fixed number of days: they begin on a Monday, so their number grows in a week.
    """
    found: list[Any] = []
    if _BUCKETS <= len(values) <= _MOST_BUCKETS and isinstance(values[0], dict) and "inicio" in values[0]:
        found, values = [f"<{_BUCKETS} to {_MOST_BUCKETS} days, the last {_BUCKETS}>"], values[-_BUCKETS:]
    runs: list[tuple[int, Any]] = []
    for value in values:
        if runs and isinstance(value, dict) and runs[-1][1] == value:
            runs[-1] = (runs[-1][0] + 1, value)
        else:
            runs.append((1, value))
    for times, value in runs:
        found += [value] * times if times < 3 else [f"<{times} times>", value]
    return found
