"""Code uses English names, the wire Portuguese ones; requests are parsed by the wire's names only."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from alumusic import domain, entrypoints, services
from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.digest.digest import SampleComment
from alumusic.domain.reading import cursor
from alumusic.domain.reading.cursor import Cursor
from alumusic.domain.reading.filter import CommentQuery
from alumusic.domain.vocabulary import VOCABULARY
from alumusic.domain.wire import Wire
from alumusic.entrypoints.reading.models import ExportQuery
from alumusic.entrypoints.routes import read_query
from alumusic.errors import InvalidRequest

OLDER_NAMES = {"search", "category", "format"}
"""English names that requests may still use, for the first clients."""


def test_a_field_without_a_portuguese_name_defines_no_model() -> None:
    with pytest.raises(LookupError, match="'colour' needs its Portuguese name"):

        class Painted(Wire):
            colour: str


def test_a_model_is_written_in_portuguese_and_read_in_either() -> None:
    sample = SampleComment(
        id="c1", text="que show", category=Category.PRAISE, sentiment=Sentiment.POSITIVE, artist=None
    )
    written = {"id": "c1", "texto": "que show", "categoria": "ELOGIO", "sentimento": "POSITIVO", "artista": None}

    assert sample.model_dump(mode="json", by_alias=True) == written
    assert SampleComment.model_validate(written) == sample == SampleComment.model_validate(sample.model_dump())


def test_every_name_of_the_table_is_a_field_of_some_model() -> None:
    for package in (domain, services, entrypoints):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)

    assert {name for model in models(Wire) for name in model.model_fields} >= set(VOCABULARY)


def models(parent: type[Wire]) -> Iterator[type[Wire]]:
    for model in parent.__subclasses__():
        yield model
        yield from models(model)


@pytest.mark.parametrize("model", [CommentQuery, ExportQuery])
def test_no_english_name_is_a_parameter(model: type[CommentQuery]) -> None:
    for name in set(model.model_fields) - OLDER_NAMES:
        if VOCABULARY[name] != name:
            with pytest.raises(InvalidRequest) as refusal:
                read_query(model, MultiDict([(name, "1")]))
            assert refusal.value.details == [{"campo": name, "motivo": "não é conhecido aqui"}]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"busca": "som"}, {"busca": "som"}),
        ({"search": "som"}, {"busca": "som"}),
        ({"category": "elogio", "artista": "Anitta"}, {"categoria": ["ELOGIO"], "artista": ["Anitta"]}),
        ({"formato": "csv"}, {"format": "csv"}),
    ],
)
def test_every_spelling_of_a_parameter_counts(given: dict[str, str], expected: dict[str, Any]) -> None:
    found = read_query(CommentQuery, MultiDict(given))

    assert json.loads(found.model_dump_json(by_alias=True, exclude_defaults=True)) == expected


def test_two_spellings_of_one_parameter_are_a_repetition() -> None:
    with pytest.raises(InvalidRequest, match="o campo 'search' só pode vir uma vez"):
        read_query(CommentQuery, MultiDict([("busca", "som"), ("search", "palco")]))


def test_a_cursor_of_an_earlier_release_still_continues_its_query() -> None:
    query = CommentQuery(search="som", category=("ELOGIO",), reviewed=False, limit=10)

    text = cursor.to_text(Cursor(1, (0.5, "id")), query)

    assert text == "OGU5OGMyNWU5NTY3WzEsMC41LCJpZCJd"
    assert cursor.from_text(text, query) == Cursor(1, (0.5, "id"))
