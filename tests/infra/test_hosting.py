"""What Hosting says of the cache, as infra/firebase.json has it."""

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
    """Of several rules the last one wins, over what a function says too, and `no-cache` keeps the CDN from caching."""
    hosting = read_hosting()

    assert {path: hosting.headers_for(path).get("Cache-Control") for path in _PATHS} == _PATHS
