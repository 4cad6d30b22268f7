"""The cache headers of Hosting in infra/firebase.json."""

from local.cloud.hosting import read_hosting

_PATHS = {
    "/": "no-cache",
    "/relatorio": "no-cache",
    "/painel": "no-cache",
    "/painel/comentarios": "no-cache",
    "/index.html": "no-cache",
    "/painel.html": "no-cache",
    "/assets/index-abc123.js": "public, max-age=31536000, immutable",
    "/api/relatorio": None,
    "/relatorio/semana": None,
    "/api/comentarios": None,
    "/auth/login": None,
}


def test_a_page_is_asked_for_again_and_a_functions_answer_keeps_its_own_rule() -> None:
    """The last matching rule wins, also over a function's header, and `no-cache` prevents caching by the CDN."""
    hosting = read_hosting()

    assert {path: hosting.headers_for(path).get("Cache-Control") for path in _PATHS} == _PATHS
