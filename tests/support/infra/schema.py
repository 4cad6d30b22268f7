"""Generates `provider_schema.json`: the arguments of each resource type that infra/ uses.

Run `python -m tests.support.infra.schema GOOGLE GOOGLE_BETA` with a clone of each provider at the tag:

    git clone --bare --depth 1 --branch v7.45.0 https://github.com/hashicorp/terraform-provider-google

Reads the schema literals in the providers' Go sources, and maps them to blocks and attributes by the rules of the
providers' library (terraform-plugin-sdk, `core_schema.go`).
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from tests.support.infra.provider import KNOWN
from tests.support.infra.terraform import blocks, resources

VERSION = "7.45.0"
_TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\]|\\.)*"|`[^`]*`|\'(?:[^\'\\]|\\.)*\'|[\w.]+|\S', re.DOTALL)
_PLAIN = {"TypeString": "string", "TypeInt": "number", "TypeFloat": "number", "TypeBool": "bool"}
_NESTED = {"TypeList": "list", "TypeSet": "set", "TypeMap": "map"}
_ID = {"computed": True, "optional": True, "type": "string"}  # the library adds it to each resource
_DEPTH = {**dict.fromkeys("({[", 1), **dict.fromkeys(")}]", -1)}


class Expression(NamedTuple):
    """Tokens of a Go expression, and the folder of the package that defines its names."""

    tokens: Sequence[str]
    package: str


class Sources:
    """A provider's Go sources at the tag; `top` is their root folder."""

    def __init__(self, clone: str, top: str) -> None:
        self.clone, self.top = clone, top
        self.file = cache(self._file)
        self.package = cache(self._package)

    def block(self, kind: str) -> dict[str, Any]:
        """The schema of a resource."""
        made = self._registered(kind, "SchemaTypeResource|SchemaTypeIAMResource")
        fields = self.fields(made)
        found = self._as_block(fields["Schema"])
        found["attributes"].setdefault("id", _ID)
        if "Timeouts" in fields:
            times = {name.lower(): {"optional": True, "type": "string"} for name in self.fields(fields["Timeouts"])}
            found["blocks"]["timeouts"] = _nesting("single", 0, 0, {"attributes": times, "blocks": {}})
        return found

    def data_block(self, kind: str) -> dict[str, Any]:
        """The schema of a data source derived from its resource: its lookup keys are optional, the rest is computed."""
        made = self._body(self._registered(kind, "SchemaTypeDataSource"))
        resource = next(token for token in made.tokens if token.startswith("Resource"))
        found = self._as_block(self.fields(Expression([resource, "(", ")"], made.package))["Schema"])
        given = made.tokens[made.tokens.index("tpgresource.AddOptionalFieldsToSchema") :]
        names = {token.strip('"') for token in given[: given.index(")")] if token.startswith('"')}
        attributes = {
            name: {"optional" if name in names else "computed": True, "type": one["type"]}
            for name, one in found["attributes"].items()
        }
        return {"attributes": {**attributes, "id": _ID}, "blocks": {}}

    def fields(self, made: Expression) -> dict[str, Expression]:
        """Fields of a composite literal, or of the literal that the named function or variable returns."""
        tokens = made.tokens
        if tokens[0].endswith("tpgiamresource.ResourceIamMember"):
            base = Expression(["IamMemberBaseSchema"], "tpgiamresource")
            parent = Expression(next(_split(tokens[2:-1], ",")), made.package)
            return {"Schema": Expression(["{", *self._inside(base), ",", *self._inside(parent), "}"], made.package)}
        if tokens[-1] == "}":
            entries = [list(_split(entry, ":")) for entry in _split(self._inside(made), ",")]
            return {key[0].strip('"'): Expression(_joined(value), made.package) for key, *value in entries}
        return self.fields(self._body(made, returned=True))

    def _inside(self, made: Expression) -> Sequence[str]:
        if made.tokens[-1] != "}":
            return self._inside(self._body(made, returned=True))
        return made.tokens[made.tokens.index("{") + 1 : -1]

    def _registered(self, kind: str, types: str) -> Expression:
        rule = rf'registry\.Schema\{{\s*Name:\s*"{kind}",[^}}]*?Type:\s*registry\.(?:{types}),\s*Schema:\s*([^\n]*),\n'
        for path in self._git("grep", "-lF", f'"{kind}"', f"v{VERSION}", "--", f"{self.top}/services").splitlines():
            found = re.search(rule, self.file(path.partition(":")[2]))
            if found:
                return Expression(_tokens(found[1]), path.partition(":")[2].rpartition("/")[0].partition("/")[2])
        raise LookupError(kind)

    def _body(self, made: Expression, *, returned: bool = False) -> Expression:
        """Body of the called function, or value of the variable. `returned`: the operand of its last return only."""
        package, _, name = f"{made.package}.{made.tokens[0]}".rpartition(".")
        package = package.rpartition(".")[2] or made.package
        start = re.search(rf"^(?:func {name}\(|var {name} = )", self.package(package), re.MULTILINE)
        assert start, made
        tokens = _first_block(self.package(package)[start.start() :])
        if tokens[0] == "var":
            return Expression(tokens[3:], package)
        if returned:
            depths = accumulate(_DEPTH.get(token, 0) for token in tokens)
            own = [n for n, one in enumerate(zip(tokens, depths, strict=True)) if one == ("return", 1)]
            tokens = tokens[own[-1] + 1 : -1]
        return Expression(tokens, package)

    def _as_block(self, schema: Expression) -> dict[str, Any]:
        attributes: dict[str, Any] = {}
        nested: dict[str, Any] = {}
        for name, made in self.fields(schema).items():
            one = self.fields(made)
            flags = {flag.lower(): True for flag in ("Computed", "Optional", "Required") if _true(one, flag)}
            element = one.get("Elem")
            inner = self.fields(element) if element else {}
            if "Schema" in inner and flags != {"computed": True} and "ConfigMode" not in one:
                least, most = (int(one[end].tokens[0]) if end in one else 0 for end in ("MinItems", "MaxItems"))
                least = 0 if "optional" in flags else max(least, 1)
                nested[name] = _nesting(_NESTED[_kind(one)], least, most, self._as_block(inner["Schema"]))
            else:
                attributes[name] = {"type": self._type(one), **flags}
        return {"attributes": attributes, "blocks": nested}

    def _type(self, one: dict[str, Expression]) -> Any:
        kind = _kind(one)
        if kind in _PLAIN:
            return _PLAIN[kind]
        inner = self.fields(one["Elem"]) if "Elem" in one else {}
        if "Schema" not in inner:
            return [_NESTED[kind], self._type(inner) if inner else "string"]
        return [_NESTED[kind], _object(self._as_block(inner["Schema"]))]

    def _package(self, package: str) -> str:
        folder = package if package.startswith(("services/", "tpg")) else f"services/{package}"
        listed = self._git("ls-tree", "--name-only", f"v{VERSION}", f"{self.top}/{folder}/").splitlines()
        return "\n".join(self.file(path) for path in listed if path.endswith(".go") and not path.endswith("_test.go"))

    def _file(self, path: str) -> str:
        return self._git("show", f"v{VERSION}:{path}")

    def _git(self, *command: str) -> str:
        return subprocess.run(["git", "-C", self.clone, *command], check=True, capture_output=True, text=True).stdout


def _tokens(source: str) -> list[str]:
    return [token for token in _TOKEN.findall(source) if not token.startswith(("//", "/*"))]


def _first_block(source: str) -> list[str]:
    """Tokens up to the brace that closes the first block."""
    depth, found = 0, list[str]()
    for match in _TOKEN.finditer(source):
        token = match[0]
        if token.startswith(("//", "/*")):
            continue
        found.append(token)
        depth += _DEPTH.get(token, 0)
        if token == "}" and depth == 0:
            break
    return found


def _split(tokens: Sequence[str], at: str) -> Iterator[Sequence[str]]:
    """Splits at separators outside brackets; drops empty parts."""
    depth = start = 0
    for n, token in enumerate(tokens):
        depth += _DEPTH.get(token, 0)
        if token == at and depth == 0:
            if start < n:
                yield tokens[start:n]
            start = n + 1
    if start < len(tokens):
        yield tokens[start:]


def _joined(parts: Sequence[Sequence[str]]) -> list[str]:
    return [token for part in parts for token in part]


def _true(one: dict[str, Expression], flag: str) -> bool:
    return flag in one and one[flag].tokens[0] == "true"


def _kind(one: dict[str, Expression]) -> str:
    return one["Type"].tokens[0].removeprefix("schema.")


def _nesting(kind: str, least: int, most: int, block: dict[str, Any]) -> dict[str, Any]:
    return {"nesting": kind, "min": least, "max": most, "block": block}


def _object(block: dict[str, Any]) -> list[Any]:
    fields = {name: one["type"] for name, one in block["attributes"].items()}
    return ["object", fields | {name: [one["nesting"], _object(one["block"])] for name, one in block["blocks"].items()}]


def main(google: str, google_beta: str) -> None:
    known: dict[str, Any] = {"version": VERSION}
    looked_up = sorted({kind for block in blocks("data") for kind in block if kind.startswith("google_")})
    for provider, clone in (("google", google), ("google-beta", google_beta)):
        sources = Sources(clone, provider)
        mine = sorted({one.kind for one in resources() if one.body.get("provider", "google") == provider})
        known[provider] = {
            "resources": {kind: sources.block(kind) for kind in mine},
            "data": {kind: sources.data_block(kind) for kind in looked_up},
        }
    KNOWN.write_text(json.dumps(known, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
