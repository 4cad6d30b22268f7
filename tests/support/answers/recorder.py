"""Records HTTP answers without their varying parts, and compares them with the files of an earlier run."""

import difflib
import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from tests.support.answers.plain import Plain

_HOST = "127.0.0.1"
_SECONDS = 60
_WIDTH = 118
_LONG = 1_000  # characters
_PASSING = {"Date", "Server", "Content-Length", "Connection", "Keep-Alive", "Transfer-Encoding"}
COMMON = "common_headers.json"
"""Headers that the hosting configuration adds to every answer. Recorded once; an answer lists only differences."""
_COMMON_NAMES = (
    "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy", "Referrer-Policy",
    "Strict-Transport-Security", "X-Content-Type-Options",
)  # fmt: skip


class Reply(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw)

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def request(port: int, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
    connection = HTTPConnection(_HOST, port, timeout=_SECONDS)
    try:
        connection.request(method, path, body, dict(headers))
        with connection.getresponse() as response:
            return Reply(response.status, response.getheaders(), response.read())
    finally:
        connection.close()


@dataclass
class Recorder:
    """Records each answer under its route, `METHOD /path/{name}`, in call order."""

    port: int
    functions: int
    plain: Plain
    common: dict[str, str] = field(default_factory=dict, repr=False)
    routes: dict[str, list[dict[str, Any]]] = field(default_factory=dict, repr=False)
    long: dict[str, str] = field(default_factory=dict, repr=False)
    """Long body → the call that records it in full; other calls refer to that one."""

    def __call__(
        self,
        route: str,
        case: str,
        *parts: str,
        token: str = "",
        body: Any = None,
        query: Mapping[str, Any] | Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        direct: bool = False,
        fixed: bool = False,
    ) -> Reply:
        """Calls a route and records the answer as `case`.

        `parts` replace the names in the route. A body is sent as JSON unless it is bytes. `direct` bypasses the
        gateway. `fixed` keeps the body as it is, because nothing in it varies.
        """
        method, template = route.split(" ", 1)
        values = iter(parts)
        path = re.sub(r"\{\w+\}", lambda found: quote(next(values), safe="~."), template)
        path += f"?{urlencode(query, doseq=True)}" if query else ""
        sent = {"Authorization": f"Bearer {token}"} if token else {}
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent |= {"Content-Type": "application/json"} if data is not None else {}
        reply = request(self.functions if direct else self.port, method, path, sent | dict(headers or {}), data)
        self.note(f"{method} {'functions:' if direct else ''}{template}", case, reply, gateway=not direct, fixed=fixed)
        return reply

    def note(self, route: str, case: str, reply: Reply, *, gateway: bool, fixed: bool) -> None:
        noted = {"case": case, "status": reply.status, "headers": self._headers(reply, gateway)}
        body = self._body(reply, fixed)
        written = json.dumps(body)
        first = self.long.setdefault(written, f"{route}: {case}") if len(written) > _LONG else f"{route}: {case}"
        same = first != f"{route}: {case}"
        self.routes.setdefault(route, []).append(noted | ({"body as in": first} if same else body))

    def _headers(self, reply: Reply, gateway: bool) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in sorted(reply.headers):
            if name not in _PASSING:
                found[name] = self.plain.header(name, value, reply.status)
        if not gateway:
            return found
        if not self.common:
            self.common = {name: found[name] for name in _COMMON_NAMES}
        missing = dict.fromkeys(name for name in self.common if name not in found)
        return {name: one for name, one in found.items() if self.common.get(name) != one} | missing

    def _body(self, reply: Reply, fixed: bool) -> dict[str, Any]:
        raw = gzip.decompress(reply.raw) if reply.header("Content-Encoding") == "gzip" else reply.raw
        if not raw:
            return {}
        return self.plain.json(raw, fixed=fixed) or {"text": self.plain.text(raw)}

    @property
    def document(self) -> dict[str, Any]:
        """The recorded OpenAPI document."""
        found, *_ = self.routes["GET /api/openapi.json"]
        return dict(found["body"])

    def files(self) -> dict[str, str]:
        """File name → text. A file holds all methods of a path and of its alias under /api."""
        groups: dict[str, dict[str, Any]] = {}
        for route, answers in self.routes.items():
            groups.setdefault(_file_of(route), {})[route] = answers
        ordered = {name: dict(sorted(group.items(), key=_place)) for name, group in sorted(groups.items())}
        return {name: _written(found) + "\n" for name, found in {COMMON: self.common, **ordered}.items()}


def _file_of(route: str) -> str:
    path = route.split(" ", 1)[1].removeprefix("/api")
    return "_".join(re.findall(r"\w+", path)) + ".json"


def _place(entry: tuple[str, Any]) -> tuple[str, str]:
    method, path = entry[0].split(" ", 1)
    return path, method


def _written(value: Any, depth: int = 0) -> str:
    """Indented JSON in which a value stays on one line if it fits."""
    line = json.dumps(value, ensure_ascii=False)
    if depth + len(line) <= _WIDTH or not isinstance(value, dict | list) or not value:
        return line
    pad, keyed = " " * (depth + 1), isinstance(value, dict)
    lines = [
        f"{pad}{json.dumps(one[0], ensure_ascii=False) + ': ' if keyed else ''}{_written(one[-1], depth + 1)}"
        for one in (value.items() if isinstance(value, dict) else [(item,) for item in value])
    ]
    first, last = "{}" if keyed else "[]"
    return f"{first}\n" + ",\n".join(lines) + f"\n{' ' * depth}{last}"


def differences(recorded: Path, found: Mapping[str, str]) -> Iterator[str]:
    """Unified diffs of the files that differ from the recorded ones, including missing files."""
    names = sorted({path.name for path in recorded.glob("*.json")} | found.keys())
    for name in names:
        path = recorded / name
        before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        lines = difflib.unified_diff(before, found.get(name, "").splitlines(), f"recorded/{name}", name, "", "", 6, "")
        yield from lines


def record(folder: Path, found: Mapping[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.json"):
        if path.name not in found:
            path.unlink()
    for name, text in found.items():
        (folder / name).write_text(text, encoding="utf-8")
