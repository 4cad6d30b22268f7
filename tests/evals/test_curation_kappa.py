"""The kappa shown to curators equals scikit-learn's. Here, because that import would slow the unit tests down."""

import math
import warnings

from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from alumusic.domain.comments.classification import Category
from alumusic.domain.review.agreement import Pair, confusion, kappa

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
