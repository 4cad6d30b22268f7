from pathlib import Path

import pytest

from evals.__main__ import main
from evals.report.report import Report
from tests.support.stack.harness import needs_emulators


@pytest.mark.stack
@pytest.mark.evals
def test_a_limited_run_goes_end_to_end_and_is_well_above_chance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_emulators()
    monkeypatch.delenv("GEMINI_API_KEY", raising=False)
    json_path, html_path = tmp_path / "report.json", tmp_path / "report.html"

    code = main(["run", "--limit", "60", "--shuffles", "1", "--json", str(json_path), "--html", str(html_path)])

    report = Report.read(json_path)
    assert code == 0, capsys.readouterr().out
    assert report.stand_in and report.limited
    assert (len(report.items), len(report.injections)) == (60, 6)
    assert report.figures["answered"].value == 1
    assert report.figures["accuracy"].low > 0.4  # five categories: chance is 0.2
    assert report.usage.comments == 2 * 66
    assert report.usage.calls >= 2 * 7
    assert report.usage.cached == 0
    assert report.usage.tokens_in > 0 and report.usage.latency_ms > 0
    assert html_path.read_text(encoding="utf-8").startswith("<!doctype html>")
