"""The schemas that the web app's types are made from: the snapshot's, and those of the private API's models."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from alumusic import domain, entrypoints
from alumusic.domain.report.snapshot import Snapshot
from alumusic.domain.wire import Wire
from alumusic.entrypoints.schema import ApiSchema

_FOLDER = Path(__file__).parents[1] / "schema"


def schemas() -> dict[str, Any]:
    """File name → schema."""
    for package in (domain, entrypoints):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    models = [(model, "serialization") for model in _models(Wire) if model.model_fields]
    _, api = models_json_schema(models, ref_template="#/$defs/{model}", schema_generator=ApiSchema)
    return {
        "snapshot.schema.json": Snapshot.model_json_schema(mode="serialization"),
        "api.schema.json": {"title": "Api", "type": "object", "properties": {}, **api},
    }


def _models(parent: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in sorted(parent.__subclasses__(), key=lambda model: model.__name__):
        yield model
        yield from _models(model)


if __name__ == "__main__":
    for name, schema in schemas().items():
        (_FOLDER / name).write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
