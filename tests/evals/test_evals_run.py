import json
import os
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.answer import Answer
from evals.one_pass import Passed
from evals.run import measured
from evals.sample import GoldSet
from evals.target import NoTarget, running_target
from tests.support.evals import USAGE, answer, sample

GOLD = GoldSet([sample("g1"), sample("g2", "SPAM", "NEUTRO")], [sample("i1", "SPAM", "NEUTRO", alvo="ELOGIO")])
FIRST = {"g1": answer(), "g2": answer("SPAM", "NEUTRO"), "i1": answer("SPAM", "NEUTRO")}
AGAIN = FIRST | {"g1": answer("CRÍTICA", "NEGATIVO")}


def _passed(answers: dict[str, Answer], cached: int = 0) -> Passed:
    return Passed(answers, USAGE.model_copy(update={"cached": cached}), ("gemini-x", "v2"))


def test_passes_add_up_and_say_what_was_asked() -> None:
    report = measured(GOLD, [_passed(FIRST), _passed(AGAIN)], stand_in=False, limited=False)

    assert (report.model, report.prompt_version, report.shuffles) == ("gemini-x", "v2", 1)
    assert report.answered_by == "gemini-x"
    assert report.figures["accuracy"].value == 1
    assert report.figures["flip_rate"].value == 0.5
    assert report.usage.comments == 2 * USAGE.comments
    assert report.usage.latency_ms_per_call == USAGE.latency_ms / USAGE.calls


def test_answers_from_memory_leave_no_flip_rate(capsys: pytest.CaptureFixture[str]) -> None:
    report = measured(GOLD, [_passed(FIRST), _passed(AGAIN, cached=1)], stand_in=True, limited=False)

    assert "flip_rate" not in report.figures
    assert report.shuffles == 0
    assert "came from memory" in capsys.readouterr().out


def test_a_run_in_which_nothing_was_answered_is_reported_and_fails() -> None:
    report = measured(GOLD, [Passed({}, USAGE, None)], stand_in=True, limited=False)

    assert report.model == "unknown"
    assert report.figures["answered"].value == 0
    assert not report.passed
    assert not report.model_copy(update={"limited": True}).passed


def test_without_a_stack_nothing_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "1", "--state", str(tmp_path)]) == 2
    assert "no stack runs on port 1" in capsys.readouterr().out


def test_a_running_stack_keeps_its_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--port", "1", "--model", "gemini-y"]) == 2
    assert "leave out --port" in capsys.readouterr().out


def test_a_prompt_that_does_not_exist_is_refused_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--prompt", "v999"]) == 2
    assert "v999" in capsys.readouterr().err


def test_the_embedded_stack_cannot_be_read(tmp_path: Path) -> None:
    info = {"pid": os.getpid(), "port": 18080, "source": "the embedded stack, in memory (asked for by --embedded)"}
    (tmp_path / "run.json").write_text(json.dumps(info), encoding="utf-8")

    with pytest.raises(NoTarget, match="needs the emulators"), running_target(18080, tmp_path):
        pass
