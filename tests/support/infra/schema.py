"""Makes `provider_schema.json`: what each resource type that infra/ uses takes. `python -m tests.support.infra.schema`.

The schemas of Google's provider are read from the sources of its published TypeScript bindings, the last of which are
of version 6.50. What version 7 took away of that is in `_GONE`; see the provider's upgrade guide.
"""

import base64
import json
import re
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.support.infra.provider import KNOWN
from tests.support.infra.terraform import blocks, resources
from tools import web

_PACKAGES = {"google": "@cdktf/provider-google@16.12.1", "google-beta": "@cdktf/provider-google-beta@16.12.1"}
_GONE = {"google_cloudfunctions2_function": ("service_config", "service")}
_ATTRIBUTE = re.compile(r"^  // (\w+) - computed: (\w+), optional: (\w+), required: (\w+)\n", re.MULTILINE)
_CLASS = re.compile(r"^export class (\w+) extends \S+ \{\n(.*?)^\}", re.DOTALL | re.MULTILINE)
_NESTED = re.compile(r"\s*private _\w+ = new (\w+)\(this, \"\w+\"(?:, (\w+))?\)")
_PLAIN = {"String": "string", "Number": "number", "Boolean": "bool"}


class Bindings:
    """One package of bindings, unpacked."""

    def __init__(self, package: str, folder: Path) -> None:
        name = subprocess.run(
            ["npm", "pack", "--silent", package],
            cwd=folder,
            env=web.node_env(),
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        with tarfile.open(folder / name) as archive:
            archive.extractall(folder / "bindings", filter="data")
        self.library = folder / "bindings" / "package" / "lib"

    def schema(self, kind: str, *, data: bool) -> dict[str, Any]:
        short = kind.removeprefix("google_").replace("_", "-")
        names = [f"data-google-{short}"] if data else [short, f"google-{short}"]
        folder = next(path for name in names if (path := self.library / name).is_dir())
        compiled = (folder / "index.js").read_text(encoding="utf-8")
        source = json.loads(base64.b64decode(compiled.rsplit("base64,", 1)[1]))["sourcesContent"][0]
        classes = dict(_CLASS.findall(source))
        itself = next(name for name, body in classes.items() if f'tfResourceType = "{kind}"' in body)
        return _block(classes, itself)


def _block(classes: dict[str, str], name: str) -> dict[str, Any]:
    attributes: dict[str, Any] = {}
    nested: dict[str, Any] = {}
    _, *parts = _ATTRIBUTE.split(classes[name])
    for start in range(0, len(parts), 5):
        attribute, *said, code = parts[start : start + 5]
        flags = {
            flag: True
            for flag, value in zip(("computed", "optional", "required"), said, strict=True)
            if value == "true"
        }
        inner = _NESTED.match(code)
        if inner is None:
            attributes[attribute] = {"type": _type(code), **flags}
        elif flags == {"computed": True}:
            attributes[attribute] = {"type": ["list", _object(_inside(classes, inner[1]))], **flags}
        else:
            nested[attribute] = _nesting(attribute, inner, flags) | {"block": _inside(classes, inner[1])}
    return {"attributes": attributes, "blocks": nested}


def _inside(classes: dict[str, str], name: str) -> dict[str, Any]:
    return _block(classes, name.removesuffix("List") + "OutputReference" if name.endswith("List") else name)


def _nesting(name: str, found: re.Match[str], flags: dict[str, bool]) -> dict[str, Any]:
    if name == "timeouts":
        return {"nesting": "single", "min": 0, "max": 0}
    least = int("required" in flags)
    if found[1].endswith("List"):
        return {"nesting": "set" if found[2] == "true" else "list", "min": least, "max": 0}
    return {"nesting": "list", "min": least, "max": 1}


def _type(code: str) -> Any:
    computed = re.match(r"\s*private _\w+ = new cdktf\.(\w+)Map\(this", code)
    if computed:
        return ["map", _PLAIN.get(computed[1], "string")]
    read = re.search(r"get(String|Number|Boolean)?(Map|List|AnyMap)?Attribute\(", code)
    assert read, code
    plain = _PLAIN.get(read[1] or "String", "string")
    if read[2] == "List":
        return ["set" if "tolist" in code[: read.start()] else "list", plain]
    return ["map", plain] if read[2] else plain


def _object(block: dict[str, Any]) -> list[Any]:
    fields = {name: one["type"] for name, one in block["attributes"].items()}
    return ["object", fields | {name: ["list", _object(one["block"])] for name, one in block["blocks"].items()}]


def main() -> None:
    known: dict[str, Any] = {}
    for provider, package in _PACKAGES.items():
        with TemporaryDirectory() as folder:
            bindings = Bindings(package, Path(folder))
            mine = sorted({one.kind for one in resources() if one.body.get("provider", "google") == provider})
            looked_up = sorted({kind for block in blocks("data") for kind in block if kind.startswith("google_")})
            known[provider] = {
                "resources": {kind: bindings.schema(kind, data=False) for kind in mine},
                "data": {kind: bindings.schema(kind, data=True) for kind in looked_up},
            }
    for kind, (block, attribute) in _GONE.items():
        del known["google"]["resources"][kind]["blocks"][block]["block"]["attributes"][attribute]
    KNOWN.write_text(json.dumps(known, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
