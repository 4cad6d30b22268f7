"""The web app's generated types match the Python models."""

import json
import runpy

import pytest

from local.stack.config import ROOT

SCHEMAS = runpy.run_path(str(ROOT / "web" / "scripts" / "schema.py"))["schemas"]()


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_the_models(name: str) -> None:
    committed = json.loads((ROOT / "web" / "schema" / name).read_text(encoding="utf-8"))

    assert committed == SCHEMAS[name], "run `npm run schema && npm run types` in web/"
