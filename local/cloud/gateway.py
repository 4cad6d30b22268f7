"""The local Firebase Hosting: serves the web app and forwards rewrites to the functions, on one port.

Also runs the mail catcher. Start it with `python -m local.cloud.gateway`.
"""

import asyncio
import gzip
import hashlib
import json
import mimetypes
import os
from functools import partial
from pathlib import Path
from typing import NamedTuple

import aiohttp
from aiohttp import web
from aiosmtpd.smtp import SMTP

from alumusic.entrypoints.models import Problem
from local.cloud.hosting import Hosting, read_hosting
from local.cloud.identity import jwks
from local.cloud.mail import MailBox
from local.stack.config import HOST

_MOST_BYTES = 32_000_000  # of a request body; Firebase Hosting has the same limit
_LONGEST_ADDRESS = 4_000  # bytes: gunicorn refuses a request line over 4,094 with an HTML page
_LONGEST_LINE = 65_536  # bytes of a request line, so that a long address reaches `forward` and gets the JSON error
_BODY_SECONDS = 60.0  # for a request body of up to 10 MB; it is read whole before a function is called
_IDLE = 1.0  # seconds; gunicorn closes idle connections after two, and a request sent at that moment fails with 503
_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=60)  # no total: an export may stream for long
_HOP_BY_HOP = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
    "upgrade", "host", "content-length", "content-encoding",
}  # fmt: skip


class _File(NamedTuple):
    body: bytes
    packed: bytes | None
    etag: str
    content_type: str


class StaticFiles:
    """The built web app, loaded into memory and compressed once."""

    def __init__(self, folder: Path) -> None:
        self.files = {
            "/" + path.relative_to(folder).as_posix(): _load(path) for path in folder.rglob("[!.]*") if path.is_file()
        }

    def find(self, path: str) -> _File | None:
        return self.files.get(path + "index.html" if path.endswith("/") else path)


def _load(path: Path) -> _File:
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind in ("application/javascript", "application/json", "image/svg+xml")
    packed = gzip.compress(body, 9, mtime=0) if text else None
    return _File(body, packed, f'"{hashlib.sha256(body).hexdigest()[:20]}"', kind + ("; charset=utf-8" if text else ""))


class Gateway:
    """`services` maps the names in the hosting configuration to the functions' addresses."""

    def __init__(self, hosting: Hosting, services: dict[str, str], body_seconds: float = _BODY_SECONDS) -> None:
        self.hosting, self.services, self.body_seconds = hosting, services, body_seconds
        self.static = StaticFiles(hosting.public)
        self.session: aiohttp.ClientSession | None = None

    async def handle(self, request: web.Request) -> web.StreamResponse:
        file = self.static.find(request.path) if request.method in ("GET", "HEAD") else None
        rewrite = self.hosting.rewrite(request.path) if file is None else None
        if rewrite and rewrite.service:
            return await self.forward(request, self._service(request, rewrite.service))
        if rewrite and rewrite.destination:
            file = self.static.find(rewrite.destination)
        status = 200
        if file is None:
            file, status = self.static.find("/404.html"), 404
        if file is None:
            raise web.HTTPNotFound
        return self._serve(request, file, status)

    def _service(self, request: web.Request, service: str) -> str:
        # In the cloud senders call `ingest` at its own address; locally they share the port of the web app.
        if (request.method, request.path) == ("POST", "/api/comentarios"):
            service = "ingest"
        return self.services[service]

    def _serve(self, request: web.Request, file: _File, status: int) -> web.Response:
        headers = {**self.hosting.headers_for(request.path), "ETag": file.etag, "Vary": "Accept-Encoding"}
        headers["Content-Type"] = file.content_type
        if status == 200 and file.etag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        if file.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            return web.Response(status=status, body=file.packed, headers={**headers, "Content-Encoding": "gzip"})
        return web.Response(status=status, body=file.body, headers=headers)

    async def forward(self, request: web.Request, base: str) -> web.StreamResponse:
        assert self.session is not None
        if len(request.raw_path) > _LONGEST_ADDRESS:
            return _fault(414, f"o endereço passa do máximo de {_LONGEST_ADDRESS} caracteres", "endereco_longo")
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _HOP_BY_HOP}
        # Append the peer's address as a proxy does, and keep the rest: the functions count entries from the end.
        headers["X-Forwarded-For"] = ", ".join([*request.headers.getall("X-Forwarded-For", []), request.remote or ""])
        headers["X-Forwarded-Proto"] = request.scheme
        try:
            async with asyncio.timeout(self.body_seconds):
                body = await request.read() if request.can_read_body else None
        except TimeoutError:
            late = _fault(408, "o corpo da requisição demorou demais a chegar", "corpo_lento", {"Connection": "close"})
            late.force_close()
            return late
        try:
            async with self.session.request(
                request.method, base + request.raw_path, headers=headers, data=body, allow_redirects=False
            ) as answer:
                if answer.content_length is None and request.method != "HEAD":
                    return await self._streamed(request, answer)
                response = web.Response(status=answer.status, body=await answer.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            print(f"{base} not reached: {error!r}", flush=True)
            return _fault(503, "o serviço não respondeu; tente de novo", "servico_indisponivel", {"Retry-After": "2"})
        self._copy_headers(request, answer, response)
        return response

    async def _streamed(self, request: web.Request, answer: aiohttp.ClientResponse) -> web.StreamResponse:
        """Streams the answer. If the function breaks off, the connection is aborted, so the client never sees a short
        answer as a complete one."""
        response = web.StreamResponse(status=answer.status)
        self._copy_headers(request, answer, response)
        await response.prepare(request)
        try:
            async for part in answer.content.iter_any():
                await response.write(part)
        except (aiohttp.ClientError, TimeoutError) as error:
            print(f"{request.path} broken off: {error!r}", flush=True)
            if request.transport is not None:
                request.transport.abort()
            return response
        await response.write_eof()
        return response

    def _copy_headers(self, request: web.Request, answer: aiohttp.ClientResponse, response: web.StreamResponse) -> None:
        kept = [(n, v) for n, v in answer.headers.items() if n.lower() not in _HOP_BY_HOP - {"content-encoding"}]
        for name, value in [*self.hosting.headers_for(request.path).items(), *kept]:
            if name.lower() in ("set-cookie",):
                response.headers.add(name, value)
            else:
                response.headers[name] = value


def _fault(status: int, sentence: str, code: str, headers: dict[str, str] | None = None) -> web.Response:
    problem = Problem(erro=sentence, codigo=code, detalhes=[])
    return web.json_response(problem.model_dump(), status=status, headers=headers)


def build(gateway: Gateway, mail: MailBox, oidc_key: str) -> web.Application:
    app = web.Application(client_max_size=_MOST_BYTES)

    async def keys(request: web.Request) -> web.Response:
        return web.json_response(jwks(oidc_key))

    async def session(app: web.Application):  # type: ignore[no-untyped-def]
        connector = aiohttp.TCPConnector(limit=256, keepalive_timeout=_IDLE)
        async with aiohttp.ClientSession(
            timeout=_TIMEOUT, connector=connector, auto_decompress=False, skip_auto_headers=["Accept-Encoding"]
        ) as client:
            gateway.session = client
            yield

    app.cleanup_ctx.append(session)
    app.router.add_get("/_local/jwks.json", keys)
    app.router.add_get("/_local/correio", mail.index)
    app.router.add_get("/_local/correio/{name}", mail.show)
    app.router.add_get("/_local/correio/{name}/{form:html|text}", mail.part)
    app.router.add_route("*", r"/{path:[\s\S]*}", gateway.handle)
    return app


async def main() -> None:
    settings = json.loads(os.environ["LOCAL_GATEWAY"])
    mail = MailBox(Path(settings["mail"]))
    gateway = Gateway(read_hosting(), settings["services"])
    runner = web.AppRunner(build(gateway, mail, settings["key"]), access_log=None, max_line_size=_LONGEST_LINE)
    await runner.setup()
    await web.TCPSite(runner, settings["host"], settings["port"]).start()
    loop = asyncio.get_running_loop()
    await loop.create_server(partial(SMTP, mail), HOST, settings["smtp"])
    await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
