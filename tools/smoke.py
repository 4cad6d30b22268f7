"""`./dev smoke`: sends a batch to a running deployment, and waits until it is classified and on the public report."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from local.client import Answer, call

_CLASSIFIED = 180.0  # seconds: covers cold starts of three functions and a redelivery
_REPORTED = 300.0  # seconds: a report a minute, behind a CDN that may serve an older one for three minutes
_PAUSE = 2.0


class Failed(Exception):
    """A step failed; the message names it and the answer."""


@dataclass
class Smoke:
    url: str
    token: str
    say: Callable[[str], None]
    pause: float = _PAUSE
    classified_within: float = _CLASSIFIED
    reported_within: float = _REPORTED
    _started: float = field(default_factory=time.monotonic)

    def __call__(self) -> None:
        """Runs all steps. Raises Failed."""
        before = self._report()
        self._step(f"the report answers: {_shown(before)}")
        batch = self._post()
        self._step(f"batch {batch} is accepted")
        self._classified(batch)
        self._step("it is classified")
        self._step(f"it is on the report: {_shown(self._newer(before))}")

    def _report(self) -> dict[str, Any]:
        """The public report; empty if none was published yet, as in the first minutes of a deployment."""
        answer = self._call("GET", "/api/relatorio")
        if answer.status == 503 and _code(answer) == "sem_relatorio":
            return {}
        if answer.status != 200 or not isinstance(answer.body, dict):
            raise Failed(f"the report answered {answer.status}: {answer.body}")
        return answer.body

    def _post(self) -> str:
        """Sends a comment and returns its batch id. The text is unique, so that no cached answer is used."""
        text = f"que refrão lindo, ouvi o dia inteiro ({uuid4().hex[:12]})"
        answer = self._call("POST", "/api/comentarios", [{"texto": text}])
        if answer.status != 202:
            raise Failed(f"the batch was answered {answer.status}: {answer.body}")
        return str(answer.body["lote_id"])

    def _classified(self, batch: str) -> None:
        for seen in self._looks(self.classified_within):
            answer = self._call("GET", f"/api/lotes/{batch}")
            if answer.status == 200 and answer.body["falharam"]:
                raise Failed(f"the comment ended as FALHOU; its reason is in the dashboard: {answer.body}")
            if answer.status == 200 and answer.body["classificados"]:
                return
            if seen:
                raise Failed(f"not classified after {self.classified_within:.0f} s: {answer.status} {answer.body}")

    def _newer(self, before: dict[str, Any]) -> dict[str, Any]:
        for last in self._looks(self.reported_within):
            now = self._report()
            if now.get("total", 0) > before.get("total", 0) and now["gerado_em"] != before.get("gerado_em"):
                return now
            if last:
                raise Failed(f"not on the report after {self.reported_within:.0f} s: {_shown(now)}")
        raise AssertionError

    def _looks(self, seconds: float) -> Iterator[bool]:
        """Polls for `seconds`; yields True for the last look."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            yield False
            time.sleep(self.pause)
        yield True

    def _call(self, method: str, path: str, body: Any = None) -> Answer:
        token = None if path == "/api/relatorio" else self.token
        try:
            return call(method, f"{self.url.rstrip('/')}{path}", body, token)
        except OSError as error:
            raise Failed(f"{method} {path}: {error}") from error

    def _step(self, what: str) -> None:
        self.say(f"{time.monotonic() - self._started:6.1f} s  {what}")


def _shown(report: dict[str, Any]) -> str:
    return f"{report['total']} comments, of {report['gerado_em']}" if report else "none was published yet"


def _code(answer: Answer) -> str:
    return str(answer.body.get("codigo", "")) if isinstance(answer.body, dict) else ""


def run(url: str, token: str) -> int:
    try:
        Smoke(url, token, lambda line: print(line, flush=True))()
    except Failed as reason:
        print(f"failed: {reason}", file=sys.stderr)
        return 1
    print("the smoke test passed; its comment can be erased in the dashboard")
    return 0
