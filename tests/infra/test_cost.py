"""The table of monthly costs in the documentation is the output of `./dev cost`."""

from itertools import pairwise

from local.stack.config import ROOT
from tools.cost import SIZES, costs, measures, table


def test_the_documentation_shows_what_is_worked_out() -> None:
    shown = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    assert table() in shown


def test_more_comments_never_cost_less() -> None:
    found = measures()
    months = [costs(size, found) for size in SIZES]

    assert all(fewer[what] <= more[what] for fewer, more in pairwise(months) for what in fewer)


def test_the_model_is_most_of_a_large_bill() -> None:
    month = costs(SIZES[-1], measures())

    assert month["Gemini"] > sum(month.values()) / 2
