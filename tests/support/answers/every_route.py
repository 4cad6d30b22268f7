"""Calls every route once for each kind of answer, in an order that always leaves the same stored data."""

from typing import Any

from tests.support.answers.account_calls import AccountCalls
from tests.support.answers.caller import UNKNOWN
from tests.support.answers.comment_calls import CommentCalls
from tests.support.answers.week_calls import WeekCalls

_EVENT = {
    "ce-id": "1", "ce-source": "//pubsub.googleapis.com/projects/local/topics/comments", "ce-specversion": "1.0",
    "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
}  # fmt: skip


class EveryRoute(AccountCalls, CommentCalls, WeekCalls):
    def __call__(self) -> None:
        for part in (
            self.before_anything, self.sessions, self.accounts, self.sending, self.reading, self.exporting,
            self.reviewing, self.failures, self.catalogue, self.report, self.stakeholders, self.digests, self.letters,
            self.questions, self.operation, self.erasing, self.guesses, self.document,
        ):  # fmt: skip
            part()

    def before_anything(self) -> None:
        call = self.call
        for name in ("ingest", "report", "api", "digest"):
            call(f"GET /{name}/healthz", "saúde", direct=True)
        call("GET /api/relatorio", "antes do primeiro")
        for name in ("report", "digest"):
            call(f"POST /{name}/", "sem token", direct=True)
            call(f"GET /{name}/", "outro método", direct=True)
            call(f"GET /{name}/nada", "endereço desconhecido", direct=True)
        call("GET /ingest/", "outro método", direct=True)
        call("POST /classify/", "sem token", direct=True, headers=_EVENT, body={"message": {"data": ""}})
        call("POST /park/", "sem token", direct=True, headers=_EVENT, body={"message": {"data": ""}})
        call("GET /api/nada", "endereço desconhecido")
        call("DELETE /api/lotes", "outro método")

    def document(self) -> None:
        """Records the OpenAPI document, then calls each of its routes without permission or with an invalid request."""
        paths = self.call("GET /api/openapi.json", "documento", fixed=True).json["paths"]
        for path, operations in paths.items():
            for method, operation in operations.items():
                self._refusals(f"{method.upper()} {path}", operation, [UNKNOWN] * path.count("{"))

    def _refusals(self, route: str, operation: dict[str, Any], parts: list[str]) -> None:
        call, admin = self.call, self.who.admin
        if {"token": []} in operation.get("security", []):
            call(route, "sem token", *parts)
            call(route, "token ruim", *parts, token="abc.def.ghi")
        if "administração" in operation["description"]:
            call(route, "sem permissão", *parts, token=self.who.curator)
        elif operation["description"] == "Acesso: curadoria.":
            call(route, "token de remetente", *parts, token=self.who.sender)
        if "414" in operation["responses"]:
            call(route, "endereço longo", *parts, token=admin, query={"x": "y" * 4_000})
        if list(operation.get("requestBody", {}).get("content", ())) == ["application/json"]:
            call(route, "outro tipo", *parts, token=admin, body=b"{}", headers={"Content-Type": "text/plain"})
            call(route, "corpo grande", *parts, token=admin, body=b" " * 1_000_001)
            call(route, "não é JSON", *parts, token=admin, body=b'{"a" 1}')
