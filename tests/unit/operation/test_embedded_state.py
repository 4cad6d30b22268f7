"""The state that the embedded stack keeps between `down` and `up`."""

from pathlib import Path

import pytest

from local.stack.one_process import load


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(b"calumusic.domain.moved_away\nComment\n.", id="a module that is gone"),
        pytest.param(b"calumusic.domain.comments.comment\nRenamedAway\n.", id="a class that is gone"),
        pytest.param(b"\x80\x04", id="a file cut short"),
        pytest.param(b"no pickle", id="something else"),
    ],
)
def test_data_of_another_version_is_kept_aside(
    stored: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "memory.pickle"
    file.write_bytes(stored)

    assert load(file) == []

    assert not file.exists()
    assert (tmp_path / "memory.unreadable").read_bytes() == stored
    assert "memory.unreadable" in capsys.readouterr().out
