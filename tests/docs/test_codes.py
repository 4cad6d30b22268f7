"""The table of error codes in docs/api.md is complete and sorted, with the status of each code."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from alumusic import errors
from alumusic.entrypoints.openapi import openapi
from alumusic.entrypoints.report.report import READER
from alumusic.errors import AluMusicError, Code
from local.stack.config import ROOT

API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
HEADER = "| codigo | status |"
ERRORS = {
    name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, AluMusicError)
}
CARRIERS = {
    "checked": "400",
    "Objection": "400",
    "_translated": "503",
    "Rejection": "item",
    "_ItemError": "item",
    "unreadable": "item",
}
"""Calls that take a code but are no error, with the status that the caller sees."""

Caught = tuple[type[AluMusicError], ...]
Use = tuple[str, str]


def rows() -> list[Use]:
    """Code and status of each row of the table."""
    table = API[API.index(HEADER) :].split("\n\n", 1)[0].splitlines()[2:]
    cells = [[cell.strip() for cell in row.split("|")[1:3]] for row in table]
    return [(code.removeprefix("`").removesuffix("`"), status) for code, status in cells]


def used() -> dict[str, set[str]]:
    """Code → statuses with which the functions use it, or `item` or `comentário`."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "functions").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "Code." in source:
            for code, status in uses(ast.parse(source)):
                found[code].add(status)
    return found


def uses(node: ast.AST, status: str = "comentário", caught: Caught = ()) -> Iterator[Use]:
    """A code that is passed to no error and no carrier is stored as the failure of a comment."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Code":
        yield Code[node.attr].value, status
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield from uses(value, number(key) or status, caught)
    elif isinstance(node, ast.Try):
        for inside in node.body:
            yield from uses(inside, status, caught + kept(node))
        for outside in (*node.handlers, *node.orelse, *node.finalbody):
            yield from uses(outside, status, caught)
    else:
        inner = status_of(node, caught) or status if isinstance(node, ast.Call) else status
        for child in ast.iter_child_nodes(node):
            yield from uses(child, inner, caught)


def status_of(call: ast.Call, caught: Caught) -> str | None:
    """An error that is raised and caught at once becomes the result of an item."""
    name = ast.unparse(call.func).rpartition(".")[2]
    if name in ERRORS:
        return "item" if issubclass(ERRORS[name], caught) else str(ERRORS[name].status)
    return CARRIERS.get(name) or number(call.args[0] if call.args else None)


def kept(node: ast.Try) -> Caught:
    """Errors raised inside a `try` that catches them."""
    names = [
        ast.unparse(handler.type)
        for handler in node.handlers
        if handler.type is not None and not any(isinstance(inner, ast.Raise) for inner in ast.walk(handler))
    ]
    return tuple(ERRORS[name] for name in names if name in ERRORS)


def number(node: ast.AST | None) -> str | None:
    return str(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, int) else None


def agree(told: set[str], found: set[str]) -> bool:
    """`interno` stands for a status of 500 or more that no caller sees. An error that is raised in one place may become
    the result of an item or the failure of a comment in another; the table says so beside its status."""
    statuses = found - {"item", "comentário"}
    if told == {"interno"}:
        return statuses == found and all(status >= "500" for status in statuses)
    return found <= told and told - found <= ({"item", "comentário"} if statuses else set())


def test_the_table_names_each_code_once_and_in_order() -> None:
    assert [code for code, _ in rows()] == sorted(code.value for code in Code)


def test_each_code_is_used() -> None:
    assert set(Code) - used().keys() == set()


def test_the_table_names_the_statuses_with_which_a_code_is_used() -> None:
    found = used()
    told = {code: set(status.split(", ")) for code, status in rows()}

    wrong = {code: (told[code], found[code]) for code in told if not agree(told[code], found[code])}
    assert wrong == {}


def test_the_statuses_of_a_row_are_sorted() -> None:
    assert [status for _, status in rows()] == [", ".join(sorted(status.split(", "))) for _, status in rows()]


def test_the_codes_of_the_local_gateway_are_named_below_the_table() -> None:
    gateway = ast.parse((ROOT / "local" / "cloud" / "gateway.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(gateway) if isinstance(node, ast.Call) and ast.unparse(node.func) == "_fault"]
    answered = {(ast.literal_eval(call.args[2]), ast.literal_eval(call.args[0])) for call in calls}

    below = API[API.index(HEADER) :].split("\n\n", 1)[1]
    assert {(code, int(status)) for code, status in re.findall(r"`(\w+)`\s\((\d{3}),", below)} == answered


def test_the_openapi_document_names_the_same_codes() -> None:
    document: Any = openapi([READER], "1")

    named = document["components"]["schemas"]["Problem"]["properties"]["codigo"]["examples"]

    assert sorted(named) == [code for code, _ in rows()]
