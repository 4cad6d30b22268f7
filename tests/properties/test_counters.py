"""Counters are independent of the order of comments, of their split over shards, and of storage."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from alumusic.adapters.firestore.counting.week_document import week_from_document, week_to_document
from alumusic.domain.comments.classification import Category, ModelUsage, Sentiment
from alumusic.domain.counting.cells import Cells, add, minus, usage_cells
from tests.support.comments import AT, CHARACTERS
from tests.support.weeks import NUMBER, counts, folded, heard

COMMENTS = st.tuples(
    st.integers(0, 167),
    st.sampled_from(Category),
    st.sampled_from(Sentiment),
    st.sampled_from([None, "Anabela", "ANABELA", "João do Coreto", "joao do coreto"]),
    st.sampled_from([None, "Escândalo", "ESCANDALO"]),
    st.sampled_from([(), ("show_som",), ("show_som", "musica_letra")]),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(st.text(CHARACTERS, max_size=3), st.integers(), max_size=3), max_size=4))
def test_cells_minus_themselves_are_nothing(counters: list[dict[str, int]]) -> None:
    both = [*counters, *(minus(cells) for cells in counters)]

    assert set(add(both).values()) <= {0}


@settings(max_examples=50, deadline=None)
@given(st.lists(COMMENTS, max_size=8))
def test_a_week_comes_back_from_its_document_as_it_was(comments: list[Any]) -> None:
    week = folded(
        *(heard(*each) for each in comments), usage_cells(ModelUsage(model="m", prompt_version="v", calls=1), AT)
    )

    back = week_from_document(NUMBER, week_to_document(week))

    assert (back.artists, back.albums, back.tags, back.usage) == (week.artists, week.albums, week.tags, week.usage)
    for name in ("volume", "confidence", "album", "tag"):
        assert np.array_equal(getattr(back, name), getattr(week, name))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(COMMENTS, st.integers(0, 3), st.booleans()), max_size=12))
def test_a_week_is_the_same_however_its_cells_were_split(comments: list[Any]) -> None:
    cells: list[Cells] = [minus(heard(*each)) if taken else heard(*each) for each, _, taken in comments]
    shards: list[Cells] = [
        add(c for c, (_, shard, _) in zip(cells, comments, strict=True) if shard == n) for n in range(4)
    ]

    at_once, one_by_one = folded(add(cells) or heard()), folded(*cells or [heard()])
    by_shard = folded(*([shard for shard in shards if shard] or [heard()]))

    assert counts(at_once) == counts(one_by_one) == counts(by_shard)
