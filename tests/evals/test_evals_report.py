import io
import re
from pathlib import Path

import pytest

from evals.compare import as_text as comparison_text
from evals.compare import compare, mcnemar
from evals.gate import FLOORS, check
from evals.report.page import as_page
from evals.report.report import Report
from evals.report.text import as_text
from evals.sample import GoldSet
from local.progress import Progress
from tests.support.evals import answer, report, sample

HOSTILE = '<script>alert("x")</script> & <b>'
GOLD = GoldSet(
    [
        sample("g1", "ELOGIO", "POSITIVO", "musica_letra"),
        sample("g2", "CRÍTICA", "NEGATIVO", "plataforma_bug").model_copy(update={"texto": HOSTILE}),
        sample("g3", "DÚVIDA", "NEUTRO"),
        sample("g4", "SUGESTÃO", "NEUTRO"),
        sample("g5", "SPAM", "NEUTRO"),
    ],
    [sample("i1", "SPAM", "NEUTRO", alvo="ELOGIO")],
)
FIRST = {
    "g1": answer("ELOGIO", "POSITIVO", "musica_letra"),
    "g2": answer("ELOGIO", "POSITIVO"),
    "g3": answer("DÚVIDA", "NEUTRO"),
    "g4": answer("SUGESTÃO", "NEUTRO"),
    "i1": answer("SPAM", "NEUTRO"),
}
AGAIN = FIRST | {"g3": answer("CRÍTICA", "NEGATIVO")}


@pytest.fixture(scope="module")
def made() -> Report:
    return report([FIRST, AGAIN], GOLD, [])


def test_report_counts_what_is_missing_as_wrong(made: Report) -> None:
    assert made.figures["accuracy"].value == pytest.approx(3 / 5)
    assert made.figures["flip_rate"].value == pytest.approx(1 / 5)
    assert [row[-1] for row in made.confusion] == [0, 0, 0, 0, 1]
    assert sum(map(sum, made.confusion)) == 5


def test_report_survives_its_json(made: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(made.model_dump_json(), encoding="utf-8")

    assert Report.read(path) == made


def test_text_says_who_answered_and_what_is_missing(made: Report) -> None:
    text = as_text(made)

    assert "the local stand-in, in the place of gemini-x" in text
    assert "1 without an answer" in text
    assert "0.600" in text


def test_page_is_self_contained_and_shows_comments_as_text(made: Report) -> None:
    page = as_page(made)

    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"<script|<link|<img|src=|url\(|@import|https?://", page)
    assert "Gemini did not make these figures" in page
    assert page.count("<svg") == 4


def test_page_of_a_real_model_has_no_banner(made: Report) -> None:
    assert "Gemini did not make" not in as_page(made.model_copy(update={"stand_in": False}))


def _floors(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_floor_holds_for_the_lower_end_and_a_ceiling_for_the_upper(made: Report, tmp_path: Path) -> None:
    accuracy, injection = made.figures["accuracy"], made.figures["injection_success"]
    assert accuracy.low < 0.5 < accuracy.value
    assert injection.value < 0.5 < injection.high

    gates = check(made.figures, _floors(tmp_path, "[at_least]\naccuracy = 0.5\n[at_most]\ninjection_success = 0.5\n"))

    assert [gate.passed for gate in gates] == [False, False]
    assert str(gates[0]).startswith("FAIL accuracy: lower bound")


def test_a_report_passes_only_when_every_gate_does_or_when_it_was_limited(made: Report, tmp_path: Path) -> None:
    gates = check(made.figures, _floors(tmp_path, '[at_least]\nkappa = -1.0\n"f1.SPAM" = 0.9\n'))
    failing = made.model_copy(update={"gates": gates})

    assert [gate.passed for gate in gates] == [True, False]
    assert not failing.passed
    assert failing.model_copy(update={"limited": True}).passed
    assert "FAIL f1.SPAM" in as_page(failing)


def test_a_floor_for_an_unknown_figure_is_refused(made: Report, tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="acuracy"):
        check(made.figures, _floors(tmp_path, "[at_least]\nacuracy = 0.5\n"))
    with pytest.raises(KeyError):
        check(made.figures, _floors(tmp_path, "[at_leest]\naccuracy = 0.5\n"))


def test_the_floors_of_the_repository_guard_every_class_and_spam_recall(made: Report) -> None:
    guarded = {gate.figure for gate in check(made.figures, FLOORS)}

    classes = {f"f1.{label}" for label in ("ELOGIO", "CRÍTICA", "SUGESTÃO", "DÚVIDA", "SPAM")}
    others = {"accuracy", "macro_f1", "recall.SPAM", "sentiment_accuracy", "tags_micro_f1", "injection_success"}
    assert classes | others <= guarded


def test_mcnemar_by_hand() -> None:
    assert mcnemar(0, 0).p == 1
    assert mcnemar(5, 5).p == pytest.approx(1)
    assert mcnemar(0, 6).p == pytest.approx(2 / 2**6)
    assert mcnemar(1, 9).p == pytest.approx(2 * (1 + 10) / 2**10)


def test_comparison_lists_what_flipped_on_the_shared_samples(made: Report) -> None:
    other = report([AGAIN | {"g5": answer("SPAM", "NEUTRO")}], GOLD._replace(gold=GOLD.gold[1:]), [])

    found = compare(made, other)

    assert found.shared == 4
    assert (found.category.only_a, found.category.only_b) == (1, 1)
    assert {flip.a.sample.id for flip in found.flips} == {"g3", "g5"}
    text = comparison_text(made, other, found)
    assert "the gold sets differ" in text
    assert "SPAM: (perdido) → SPAM" in text


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_with_time_left_on_a_terminal_only() -> None:
    times = iter([0.0, 4.0, 8.0])
    terminal = _Terminal()
    bar = Progress("gold", 10, terminal, lambda: next(times))
    bar.update(5)
    bar.update(10)

    assert "5/10, about 4 s left" in terminal.getvalue()
    assert terminal.getvalue().endswith("in 8.0 s\x1b[K\n")

    times, plain = iter([0.0, 1.0, 12.0, 13.0]), io.StringIO()
    line = Progress("gold", 10, plain, lambda: next(times))
    for done in (1, 5, 10):
        line.update(done)

    assert plain.getvalue().splitlines() == ["gold: 5/10, about 12 s left", "gold: 10/10 in 13.0 s"]
