"""Agreement of model and people: Cohen's kappa as scikit-learn computes it."""

import math
import warnings

from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from alumusic.domain.agreement import Pair, confusion, equal, kappa, of_model, of_people
from alumusic.domain.classification import Category
from alumusic.domain.review import Wanted
from alumusic.services.agreement import ShowAgreement
from tests.unit.examples import comment, failure, uuid
from tests.unit.reviewing import ANA, BY_MODEL, World

PAIRS = st.lists(st.builds(Pair, st.sampled_from(Category), st.sampled_from(Category)), min_size=1, max_size=60)


@settings(deadline=None)
@given(PAIRS)
def test_kappa_is_cohens(pairs: list[Pair]) -> None:
    found = kappa(confusion(pairs))

    model, people = [pair.model for pair in pairs], [pair.people for pair in pairs]
    if found is None:
        assert len(set(model)) == 1 or len(set(people)) == 1
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert math.isclose(found, cohen_kappa_score(model, people), abs_tol=1e-12)


def test_of_nothing_there_is_no_kappa() -> None:
    assert kappa(confusion([])) is None


def test_only_what_both_judged_counts_and_corrections_show() -> None:
    world = World()
    for n in range(1, 6):
        world.settle(comment(n), BY_MODEL)
    world.settle(comment(6), failure())
    for n in (1, 2):
        world.review.accept(uuid(n), 0, ANA)
    world.review.correct(uuid(3), 0, Wanted(category=Category.SPAM), ANA)
    world.review.correct(uuid(6), 0, Wanted(category=Category.SPAM), ANA)
    world.review.accept(uuid(4), 0, ANA)
    world.reclassify(uuid(4))
    world.deliver()

    counts = ShowAgreement(world.reviews)()

    assert counts == {Pair(Category.PRAISE, Category.PRAISE): 2, Pair(Category.PRAISE, Category.SPAM): 1}
    assert (equal(counts), of_model(counts, Category.PRAISE), of_people(counts, Category.SPAM)) == (2, 3, 1)
