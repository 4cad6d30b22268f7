"""Agreement of model and reviewers. tests/evals compares its kappa with scikit-learn's."""

from alumusic.domain.comments.classification import Category
from alumusic.domain.review.agreement import Pair, confusion, equal, kappa, of_model, of_people
from alumusic.domain.review.change import LabelChanges
from alumusic.services.review.many import ShowAgreement
from tests.support.comments import comment, failure, uuid
from tests.support.review import ANA, BY_MODEL, World


def test_without_comments_there_is_no_kappa() -> None:
    assert kappa(confusion([])) is None


def test_only_what_both_judged_counts_and_corrections_show() -> None:
    world = World()
    for n in range(1, 6):
        world.store_outcomes(comment(n), BY_MODEL)
    world.store_outcomes(comment(6), failure())
    for n in (1, 2):
        world.review.accept(uuid(n), 0, ANA)
    world.review.correct(uuid(3), 0, LabelChanges(category=Category.SPAM), ANA)
    world.review.correct(uuid(6), 0, LabelChanges(category=Category.SPAM), ANA)
    world.review.accept(uuid(4), 0, ANA)
    world.reclassify(uuid(4))
    world.deliver()

    counts = ShowAgreement(world.reviews)()

    assert counts == {Pair(Category.PRAISE, Category.PRAISE): 2, Pair(Category.PRAISE, Category.SPAM): 1}
    assert (equal(counts), of_model(counts, Category.PRAISE), of_people(counts, Category.SPAM)) == (2, 3, 1)
