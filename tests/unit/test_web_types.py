"""The web app's types are the Python models': a change of one without the other fails."""

import json

from alumusic.domain.snapshot import Snapshot
from local.config import ROOT


def test_the_committed_schema_is_the_snapshots() -> None:
    committed = json.loads((ROOT / "web" / "schema" / "snapshot.schema.json").read_text(encoding="utf-8"))

    assert committed == Snapshot.model_json_schema(mode="serialization"), (
        "run `npm run schema && npm run types` in web/"
    )
