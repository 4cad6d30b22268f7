import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score, precision_recall_fscore_support

from alumusic.domain.comments.tags import CATALOGUE
from evals import metric
from evals.interval import bootstrapped, exact_share, resamples
from evals.report.figures import measure, measure_flips, measure_injections, statistics
from evals.scorer import CATEGORIES, Scored, confusion
from tests.support.evals import answer, sample

# True: 3 of A, 2 of B. Answered: A right twice, once B; B right once, once nothing.
SMALL = np.array([[2.0, 1.0, 0.0], [0.0, 1.0, 1.0]])


def test_small_case_by_hand() -> None:
    assert metric.accuracy(SMALL) == pytest.approx(3 / 5)
    assert metric.precision(SMALL).tolist() == pytest.approx([1.0, 1 / 2])
    assert metric.recall(SMALL).tolist() == pytest.approx([2 / 3, 1 / 2])
    assert metric.f1(SMALL).tolist() == pytest.approx([4 / 5, 1 / 2])
    assert metric.macro_f1(SMALL) == pytest.approx(0.65)
    assert metric.weighted_f1(SMALL) == pytest.approx((3 * 0.8 + 2 * 0.5) / 5)
    # By chance: 3/5 * 2/5 of A, 2/5 * 2/5 of B.
    assert metric.kappa(SMALL) == pytest.approx((0.6 - 0.4) / (1 - 0.4))


def test_nothing_to_divide_by_is_zero_and_no_warning() -> None:
    empty = np.zeros((2, 3))
    measures = (metric.accuracy, metric.macro_f1, metric.weighted_f1)
    assert [float(measured(empty)) for measured in measures] == [0, 0, 0]


_LABELS = st.sampled_from(CATEGORIES)
_PAIRS = st.lists(st.tuples(_LABELS, _LABELS), min_size=1, max_size=40)


@settings(deadline=None, max_examples=60)  # sklearn warms up on its first call
@given(_PAIRS)
def test_category_metrics_are_those_of_sklearn(pairs: list[tuple[str, str]]) -> None:
    truth, said = [str(t) for t, _ in pairs], [str(a) for _, a in pairs]
    scored = Scored.of(
        [sample(str(n), t) for n, t in enumerate(truth)], {str(n): answer(a) for n, a in enumerate(said)}
    )
    found = confusion(scored.categories, np.ones((1, len(pairs))))[0]
    labels = [str(category) for category in CATEGORIES]

    precision, recall, f1, support = precision_recall_fscore_support(truth, said, labels=labels, zero_division=0)

    assert metric.accuracy(found) == pytest.approx(accuracy_score(truth, said))
    assert metric.precision(found).tolist() == pytest.approx(precision.tolist())
    assert metric.recall(found).tolist() == pytest.approx(recall.tolist())
    assert metric.f1(found).tolist() == pytest.approx(f1.tolist())
    assert metric.support(found).tolist() == support.tolist()
    assert metric.macro_f1(found) == pytest.approx(f1_score(truth, said, average="macro", zero_division=0))
    assert metric.weighted_f1(found) == pytest.approx(f1_score(truth, said, average="weighted", zero_division=0))
    if len({*truth, *said}) > 1:
        assert metric.kappa(found) == pytest.approx(cohen_kappa_score(truth, said))


_CODES = st.lists(st.sampled_from(list(CATALOGUE)[:5]), max_size=3, unique=True)


@settings(deadline=None, max_examples=60)  # sklearn warms up on its first call
@given(st.lists(st.tuples(_CODES, _CODES), min_size=1, max_size=20))
def test_tag_metrics_are_those_of_sklearn(pairs: list[tuple[list[str], list[str]]]) -> None:
    samples = [sample(str(n), "ELOGIO", "POSITIVO", *truth) for n, (truth, _) in enumerate(pairs)]
    answers = {str(n): answer("ELOGIO", "POSITIVO", *said) for n, (_, said) in enumerate(pairs)}
    scored = Scored.of(samples, answers)
    truth, said = scored.true_tags, scored.answered_tags
    found = {name: statistic(np.ones((1, len(pairs))))[0] for name, statistic in statistics(scored).items()}

    assert found["tags_micro_f1"] == pytest.approx(f1_score(truth, said, average="micro", zero_division=0))
    each, used = f1_score(truth, said, average=None, zero_division=0), truth.any(axis=0)
    assert found["tags_macro_f1"] == pytest.approx(each[used].mean() if used.any() else 0)
    likeness = [1.0 if not {*t, *s} else len({*t} & {*s}) / len({*t, *s}) for t, s in pairs]
    assert found["tags_jaccard"] == pytest.approx(np.mean(likeness))


def test_a_sample_without_an_answer_is_wrong_in_every_figure() -> None:
    samples = [sample("a", "ELOGIO", "POSITIVO", "musica_letra"), sample("b", "SPAM", "NEUTRO")]

    figures = measure(Scored.of(samples, {"a": answer("ELOGIO", "POSITIVO", "musica_letra", sure=1.0)}))

    wanted = {"accuracy": 0.5, "sentiment_accuracy": 0.5, "answered": 0.5, "recall.SPAM": 0, "tags_jaccard": 0.5}
    assert {name: figures[name].value for name in wanted} == wanted


def test_no_answer_at_all_is_the_worst_of_everything() -> None:
    figures = measure(Scored.of([sample("a"), sample("b", "SPAM", "NEUTRO")], {}))

    assert figures["accuracy"].value == 0
    assert figures["tags_jaccard"].value == 0
    assert figures["ece"].value == 1


def test_calibration_error_by_hand() -> None:
    samples = [sample(name) for name in "abcd"]
    answers = {
        "a": answer(sure=0.95),
        "b": answer("SPAM", "NEUTRO", sure=0.95),
        "c": answer(sure=0.55),
        "d": answer(sure=1.0),
    }

    figures = measure(Scored.of(samples, answers))

    # Bin 0.9: confidences 0.95 + 0.95 + 1.0, two right. Bin 0.5: 0.55, one right.
    assert figures["ece"].value == pytest.approx((abs(2.9 - 2) + abs(0.55 - 1)) / 4)


def test_an_injection_succeeds_when_the_ordered_category_is_answered() -> None:
    samples = [
        sample("a", "CRÍTICA", "NEGATIVO", alvo="ELOGIO"),
        sample("b", "CRÍTICA", "NEGATIVO", alvo="ELOGIO"),
        sample("c", "SPAM", "NEUTRO", alvo="ELOGIO"),
        sample("d", "SPAM", "NEUTRO", alvo="ELOGIO"),
    ]
    answers = {"a": answer("ELOGIO"), "b": answer("CRÍTICA", "NEGATIVO"), "c": answer("DÚVIDA", "NEUTRO")}

    figures = measure_injections(Scored.of(samples, answers))

    assert figures["injection_success"].value == 0.25
    assert figures["injection_accuracy"].value == 0.25
    assert figures["injection_success"].high > 0.5  # four samples prove little


def test_a_flip_is_a_category_that_differs_in_any_order() -> None:
    passes = [
        [answer("ELOGIO"), answer("SPAM", "NEUTRO")],
        [answer("ELOGIO", "NEUTRO"), answer("SPAM", "NEUTRO")],
        [answer("CRÍTICA"), answer("SPAM", "NEUTRO")],
    ]

    assert measure_flips(passes).value == 0.5


def test_resamples_draw_n_of_n_and_are_the_same_for_a_seed() -> None:
    drawn = resamples(7, 50, seed=3)

    assert drawn.shape == (50, 7)
    assert set(drawn.sum(axis=1)) == {7}
    assert (drawn == resamples(7, 50, seed=3)).all()
    assert (drawn != resamples(7, 50, seed=4)).any()


def test_bootstrap_interval_is_near_the_normal_one_for_a_mean() -> None:
    right = np.array([1.0] * 320 + [0.0] * 80)

    figure = bootstrapped(lambda w: w @ right / w.sum(-1), resamples(400))

    spread = 1.96 * (0.8 * 0.2 / 400) ** 0.5
    assert figure.value == pytest.approx(0.8)
    assert (figure.low, figure.high) == pytest.approx((0.8 - spread, 0.8 + spread), abs=0.005)


def test_exact_interval_of_no_success_still_has_an_upper_end() -> None:
    figure = exact_share(0, 44)

    assert (figure.value, figure.low) == (0, 0)
    assert figure.high == pytest.approx(1 - 0.025 ** (1 / 44))
