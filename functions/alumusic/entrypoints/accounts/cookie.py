"""The cookie `__session`: `<refresh value>~<device mark>`. Firebase Hosting forwards no other cookie to a function."""

from typing import NamedTuple

from flask import Request, Response

from alumusic.domain.accounts.session import MARK_SECONDS

COOKIE = "__session"


class SessionCookie(NamedTuple):
    refresh: str
    mark: str


def session_cookie(request: Request) -> SessionCookie:
    refresh, _, mark = request.cookies.get(COOKIE, "").partition("~")
    return SessionCookie(refresh, mark)


def with_session_cookie(response: Response, refresh: str, mark: str) -> Response:
    """Without a refresh value the cookie keeps only the mark; without both it is deleted."""
    kept = f"{refresh}~{mark}" if refresh or mark else ""
    seconds = MARK_SECONDS if kept else 0
    response.set_cookie(COOKIE, kept, max_age=seconds, path="/", secure=True, httponly=True, samesite="Strict")
    return response
