"""The private API as a Flask application: it translates requests and answers, the services decide."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Request, Response, request

from alumusic.adapters.http import answer, error_answer
from alumusic.adapters.tokens import Claims, TokenVerifier
from alumusic.domain.account import DASHBOARD_AUDIENCE, Scope, ServiceToken, User
from alumusic.errors import InvalidRequest


@dataclass(frozen=True)
class ApiServices:
    """What the routes call; the services themselves, seen only by what is called on them."""

    accounts: Any
    progress: Any
    operation: Any
    ingest: Callable[[Request], Response]
    gate: Any
    verifier: TokenVerifier


def build_app(services: ApiServices) -> Flask:
    app = Flask("alumusic-api", static_folder=None)
    app.register_error_handler(Exception, error_answer)
    _account_routes(app, services)
    _sender_routes(app, services)

    return app


def _account_routes(app: Flask, services: ApiServices) -> None:
    accounts = services.accounts

    @app.post("/auth/register")
    @app.post("/api/auth/register", endpoint="api_register")
    def register() -> Response:
        body = _object()
        user = accounts.register(
            _string(body, "email"), _password(body), _string(body, "convite") if "convite" in body else None
        )
        return answer(_user(user), 201)

    @app.post("/auth/login")
    @app.post("/api/auth/login", endpoint="api_login")
    def login() -> Response:
        body = _object()
        session = accounts.login(_string(body, "email"), _password(body))
        return answer({"access_token": session.access_token, "token_type": "Bearer", "expires_in": session.expires_in})

    @app.get("/auth/me")
    @app.get("/api/auth/me", endpoint="api_me")
    def me() -> Response:
        return answer(_user(accounts.active_user(_claims(services, Scope.CURATE).subject)))

    @app.get("/api/tokens")
    def tokens() -> Response:
        _claims(services, Scope.ADMINISTER)
        return answer({"tokens": [_token(token) for token in accounts.store.tokens()]})

    @app.post("/api/tokens")
    def issue_token() -> Response:
        claims = _claims(services, Scope.ADMINISTER)
        body = _object()
        days = body.get("dias", 90)
        if not isinstance(days, int) or isinstance(days, bool):
            raise InvalidRequest("'dias' deve ser um número inteiro", "validade_invalida")
        record, token = accounts.issue_service_token(_string(body, "nome"), days, claims.name)
        return answer({**_token(record), "token": token}, 201)

    @app.delete("/api/tokens/<token_id>")
    def revoke_token(token_id: str) -> Response:
        _claims(services, Scope.ADMINISTER)
        accounts.revoke_service_token(token_id)
        return Response(status=204)


def _sender_routes(app: Flask, services: ApiServices) -> None:
    @app.post("/api/comentarios")
    def send() -> Response:
        return services.ingest(request)

    @app.get("/api/operacao")
    def operation() -> Response:
        _claims(services, Scope.CURATE)
        return answer(_operation(services.operation()))

    @app.get("/api/lotes")
    def batches() -> Response:
        sender = _sender(services)
        return answer({"lotes": [_progress(progress) for progress in services.progress.recent(sender)]})

    @app.get("/api/lotes/<batch_id>")
    def batch(batch_id: str) -> Response:
        return answer(_progress(services.progress.one(batch_id, _sender(services))))


def _claims(services: ApiServices, scope: Scope) -> Claims:
    claims = services.verifier.verify(request.headers.get("Authorization"), DASHBOARD_AUDIENCE, scope)
    services.accounts.active_user(claims.subject)
    return claims


def _sender(services: ApiServices) -> str | None:
    """A sender sees its own batches; a curator, None, sees all."""
    claims = services.gate.admit(request.headers.get("Authorization"))
    if Scope.CURATE in claims.scopes:
        services.accounts.active_user(claims.subject)
        return None
    return str(claims.subject)


def _object() -> dict[str, Any]:
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise InvalidRequest("envie um objeto JSON", "json_invalido")
    return body


def _string(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InvalidRequest(f"falta o campo '{name}'", "campo_ausente", [name])
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise InvalidRequest(f"o campo '{name}' contém um caractere inválido", "caractere_invalido", [name])
    return value


def _password(body: dict[str, Any]) -> str:
    return _string(body, "senha" if "senha" in body else "password")


def _user(user: User) -> dict[str, Any]:
    return {"id": user.id, "email": user.email, "papel": user.role}


def _token(token: ServiceToken) -> dict[str, Any]:
    return {
        "id": token.id,
        "nome": token.name,
        "emitido_por": token.issued_by,
        "emitido_em": token.issued_at.isoformat(),
        "expira_em": token.expires_at.isoformat(),
        "revogado_em": token.revoked_at.isoformat() if token.revoked_at else None,
    }


def _operation(found: Any) -> dict[str, Any]:
    return {
        "ultimo_relatorio": found.last_snapshot.isoformat() if found.last_snapshot else None,
        "pendentes": found.pending,
        "idade_da_fila_s": found.queue_age_s,
        "falhas": found.failed,
        "modelo_por_dia": [
            {
                "dia": day.day.isoformat(),
                "modelo": day.model,
                "versao_prompt": day.prompt_version,
                "chamadas": day.calls,
                "comentarios": day.comments,
                "em_cache": day.cached,
                "tokens_entrada": day.tokens_in,
                "tokens_saida": day.tokens_out,
                "latencia_media_ms": day.latency_ms,
                "preco_usd": round(day.price_usd, 6),
            }
            for day in found.usage
        ],
    }


def _progress(progress: Any) -> dict[str, Any]:
    batch = progress.batch
    return {
        "lote_id": batch.id,
        "remetente": batch.sender,
        "recebido_em": batch.received_at.isoformat(),
        "publicado": batch.published_at is not None,
        "total": batch.total,
        "classificados": progress.classified,
        "falharam": progress.failed,
        "repetidos": len(batch.duplicate_ids),
        "pendentes": progress.pending,
    }
