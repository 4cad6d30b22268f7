"""`./dev check` runs every check, and fails if one of them fails."""

import os
import sys

import pytest

from tools.checks import run_all

PASSES, FAILS = [sys.executable, "-c", ""], [sys.executable, "-c", "print('line 7 is wrong'); raise SystemExit(3)"]


def test_checks_that_pass_are_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    code = run_all({"format": PASSES, "lint": PASSES}, os.environ)

    assert code == 0
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [["format", "ok"], ["lint", "ok"]]


def test_a_failing_check_says_why_and_the_others_run(capsys: pytest.CaptureFixture[str]) -> None:
    code = run_all({"format": FAILS, "lint": PASSES}, os.environ)

    said = capsys.readouterr().out
    assert code == 1
    assert "line 7 is wrong" in said
    assert said.splitlines()[-1].split()[:2] == ["lint", "ok"]


def test_a_tool_that_is_not_here_fails_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code = run_all({"terraform fmt": None}, os.environ)

    assert code == 0
    assert "not checked" in capsys.readouterr().out
