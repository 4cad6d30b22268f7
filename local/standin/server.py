"""The stand-in's HTTP server: Gemini's `generateContent`, plus endpoints for faults and statistics."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from random import Random
from typing import Any, Protocol

from aiohttp import web

from local.standin import wire
from local.standin.answers import answer
from local.standin.faults import Faults, raise_if_refused, spoil, spoil_text, written
from local.standin.model.classifier import Verdict
from local.standin.summary import summary

_LARGEST_BODY = 8 * 2**20  # bytes; far above a message of ten comments of 5,000 characters
_SMALL_TALK = "Sou o modelo local do AluMusic Insights: não converso sem os dados."

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Judge(Protocol):
    @property
    def version(self) -> str: ...

    def judge(self, texts: Sequence[str]) -> list[Verdict]: ...


class StandIn:
    def __init__(self, judge: Judge, faults: Faults, seed: int = 0) -> None:
        self.judge = judge
        self.faults = self.first_faults = faults
        self.chance = Random(seed)
        self.counts: Counter[str] = Counter()
        self.given: Counter[str] = Counter()

    def app(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[_errors])
        app.router.add_get("/healthz", self.health)
        app.router.add_get("/_stats", self.stats)
        app.router.add_get("/_faults", self.show_faults)
        app.router.add_post("/_faults", self.set_faults)
        app.router.add_put("/_faults", self.replace_faults)
        app.router.add_delete("/_faults", self.reset_faults)
        app.router.add_post("/{path:v1.+}", self.generate)
        return app

    async def generate(self, request: web.Request) -> web.Response:
        self.counts["calls"] += 1
        model = wire.model_of(request.path)
        wire.check_access(request.path, request.headers, request.query)
        question = wire.read_question(await request.read())
        names = self.faults.draw(self.chance, [item.text for item in question.items or []])
        self.given.update(names)
        await self._wait(question, names)
        raise_if_refused(names)
        body = self._answer(question, model, names)
        self._count(question, body["usageMetadata"])
        return _json(body)

    async def _wait(self, question: wire.Question, names: Sequence[str]) -> None:
        faults = self.faults
        wait = faults.latency_ms + faults.ms_per_item * len(question.items or []) + faults.hang_ms * ("hang" in names)
        if wait:
            await asyncio.sleep(wait / 1000)

    def _answer(self, question: wire.Question, model: str, names: Sequence[str]) -> dict[str, Any]:
        version = self.judge.version
        if "blocked" in names and self.chance.random() < 0.5:
            return wire.refused_prompt(question, model, version)
        if "blocked" in names:
            return wire.reply(None, question, model, version, "SAFETY")
        if "NUMEROS" in question.parts:
            text, finish = self._text(question, names)
            return wire.reply(text, question, model, version, finish)
        if question.items is None:
            return wire.reply(_SMALL_TALK, question, model, version)
        verdicts = self.judge.judge([item.text for item in question.items])
        answers = [_shaped(i.id, v, question.fields) for i, v in zip(question.items, verdicts, strict=True)]
        text, finish = written(spoil(answers, names, self.chance), names)
        return wire.reply(text, question, model, version, finish)

    def _text(self, question: wire.Question, names: Sequence[str]) -> tuple[str, str]:
        """An answer if the request has a question, otherwise a digest."""
        figures, comments = question.parts["NUMEROS"], question.parts.get("COMENTARIOS", [])
        if "PERGUNTA" in question.parts:
            found = answer(str(question.parts["PERGUNTA"]), figures, comments)
        else:
            found = {"texto": summary(figures)}
        shaped = {name: found[name] for name in question.fields}
        return written(spoil_text(shaped, names, comments), names)

    def _count(self, question: wire.Question, usage: dict[str, int]) -> None:
        self.counts["answered"] += 1
        self.counts["comments"] += len(question.items or [])
        self.counts["tokens_in"] += usage["promptTokenCount"]
        self.counts["tokens_out"] += usage["candidatesTokenCount"]

    async def health(self, _: web.Request) -> web.Response:
        return _json({"status": "ok", "model": self.judge.version})

    async def stats(self, _: web.Request) -> web.Response:
        names = ("calls", "answered", "comments", "tokens_in", "tokens_out")
        return _json({name: self.counts[name] for name in names} | {"faults": dict(self.given)})

    async def show_faults(self, _: web.Request) -> web.Response:
        return _json(asdict(self.faults))

    async def set_faults(self, request: web.Request) -> web.Response:
        return await self._change(self.faults, request)

    async def replace_faults(self, request: web.Request) -> web.Response:
        """Sets the named faults and resets the others to the command line's, in one step."""
        return await self._change(self.first_faults, request)

    async def _change(self, faults: Faults, request: web.Request) -> web.Response:
        try:
            wanted = json.loads(await request.read())
        except ValueError as error:
            raise wire.Refused(400, "INVALID_ARGUMENT", "the body is not JSON") from error
        self.faults = faults.changed(wanted)
        return _json(asdict(self.faults))

    async def reset_faults(self, _: web.Request) -> web.Response:
        """Resets the faults to those of the command line."""
        self.faults = self.first_faults
        return _json(asdict(self.faults))


def _shaped(item_id: str, verdict: Verdict, fields: Sequence[str]) -> dict[str, Any]:
    known = {"id": item_id, **verdict._asdict()}
    return {name: known[name] for name in fields}


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except wire.Refused as refused:
        return _json(refused.body(), refused.code)
    except web.HTTPException as error:
        return _json(wire.Refused(error.status, "NOT_FOUND", error.reason).body(), error.status)


def _json(body: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(
        text=json.dumps(body, ensure_ascii=False), status=status, content_type="application/json", charset="utf-8"
    )
