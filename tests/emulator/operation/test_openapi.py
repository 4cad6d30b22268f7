"""The OpenAPI document describes the running API: Schemathesis calls every operation with valid and invalid values."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from local.client import call
from local.stack.config import ROOT
from tests.support.stack.harness import RunningStack

pytestmark = pytest.mark.stack

_HERE = Path(__file__).parent
_LEFT_OUT = {f"POST {prefix}/auth/{name}" for prefix in ("", "/api") for name in ("logout", "senha")}
_RUN = "from schemathesis.cli import schemathesis; schemathesis()"


@pytest.fixture(scope="module")
def document(stack: RunningStack) -> dict[str, Any]:
    answer = call("GET", f"{stack.base}/api/openapi.json")
    assert answer.status == 200
    return dict(answer.body)


@pytest.fixture(scope="module")
def known_ids(stack: RunningStack, token: str) -> dict[str, list[str]]:
    """Path parameter → values that exist, and that calls may change and remove."""
    admin = stack.admin()

    def made(path: str, body: Any) -> str:
        answer = call("POST", stack.base + path, body, admin)
        assert answer.status == 201, answer
        return str(answer.body["id"])

    sent = stack.post([{"texto": f"que disco bonito {n}"} for n in range(6)], token).body
    account = {"email": "cobaia@exemplo.com", "senha": "uma senha comprida"}
    return {
        "batch_id": [sent["lote_id"]],
        "comment_id": sent["ids_enfileirados"],
        "user_id": [made("/auth/register", account)],
        "token_id": [made("/api/tokens", {"nome": f"cobaia {n}"}) for n in range(3)],
        "invitation_id": [made("/api/convites", {}) for _ in range(3)],
        "stakeholder_id": [made("/api/stakeholders", {"email": f"cobaia{n}@exemplo.com"}) for n in range(3)],
        "semana": ["2026-W10", "2999-W01"],
    }


def configuration(ids: dict[str, list[str]], names: set[str]) -> str:
    used = {name: found for name, found in ids.items() if name in names}
    dictionaries = "".join(f"\n[dictionaries.{name}]\nvalues = {json.dumps(found)}\n" for name, found in used.items())
    bindings = "".join(f'"path.{name}" = {{ dictionary = "{name}", probability = 0.5 }}\n' for name in used)
    own = (_HERE / "openapi.toml").read_text(encoding="utf-8")
    parameters = f"\n[parameters]\n{bindings}" if bindings else ""
    return f"{own}{dictionaries}{parameters}"


def test_every_operation_does_what_the_document_says(
    stack: RunningStack, document: dict[str, Any], known_ids: dict[str, list[str]], tmp_path: Path
) -> None:
    operations = {f"{method.upper()} {path}" for path, found in document["paths"].items() for method in found}
    parameters = {name for path in document["paths"] for name in re.findall(r"{(\w+)}", path)}
    (tmp_path / "schemathesis.toml").write_text(configuration(known_ids, parameters), encoding="utf-8")
    # Loaded from a file: loaded from its URL, Schemathesis would skip the operation that serves the document.
    (tmp_path / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    command = [sys.executable, "-c", _RUN, "run", "openapi.json", "--url", stack.base]
    # A connection for each call, because openapi_hooks.py gives each connection its own address.
    command += ["-H", f"Authorization: Bearer {stack.admin()}", "-H", "Connection: close"]
    env = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "tests.support.stack.openapi_hooks",
        "PYTHONPATH": str(ROOT),
        "NO_COLOR": "1",
    }

    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300, check=False)

    said = done.stdout + done.stderr
    assert done.returncode == 0, re.sub(r"Bearer [\w.-]+", "Bearer …", said)
    assert operations > _LEFT_OUT
    assert f"Selected: {len(operations) - len(_LEFT_OUT)}/{len(operations)}" in said
    assert f"Tested: {len(operations) - len(_LEFT_OUT)}" in said
    assert call("GET", f"{stack.base}/auth/me", None, stack.admin()).body["papel"] == "admin"
