"""Whether the model answers, asked for what costs nothing: the status of the answer, 0 when nobody answered."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

Ask = Callable[[str, dict[str, str], Any], int]
"""Address, headers, body (None: a GET) → status."""
_SECONDS = 60
_WORD = {"contents": [{"role": "user", "parts": [{"text": "oi"}]}]}


def by_account(ask: Ask, project: str, location: str, model: str, token: str) -> int:
    """Vertex AI counts a word's tokens."""
    host = "aiplatform.googleapis.com" if location == "global" else f"{location}-aiplatform.googleapis.com"
    place = f"v1/projects/{project}/locations/{location}/publishers/google/models/{model}"
    headers = {"Authorization": f"Bearer {token}", "x-goog-user-project": project}
    return ask(f"https://{host}/{place}:countTokens", headers, _WORD)


def by_key(ask: Ask, model: str, key: str) -> int:
    """The Gemini API describes the model."""
    return ask(f"https://generativelanguage.googleapis.com/v1/models/{model}", {"x-goog-api-key": key}, None)


def answered(url: str, headers: dict[str, str], body: Any) -> int:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
