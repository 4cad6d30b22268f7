"""Checks access to the model with requests that cost nothing. Returns the HTTP status, 0 without an answer."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

Ask = Callable[[str, dict[str, str], Any], int]
"""(URL, headers, body; None for a GET) → status."""
_SECONDS = 60
_WORD = {"contents": [{"role": "user", "parts": [{"text": "oi"}]}]}


def by_account(ask: Ask, project: str, location: str, model: str, token: str) -> int:
    """Asks Vertex AI to count the tokens of a word."""
    host = "aiplatform.googleapis.com" if location == "global" else f"{location}-aiplatform.googleapis.com"
    place = f"v1/projects/{project}/locations/{location}/publishers/google/models/{model}"
    headers = {"Authorization": f"Bearer {token}", "x-goog-user-project": project}
    return ask(f"https://{host}/{place}:countTokens", headers, _WORD)


def by_key(ask: Ask, model: str, key: str) -> int:
    """Asks the Gemini API to describe the model."""
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
