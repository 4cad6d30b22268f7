"""Line coverage of functions/, printed by layer.

Measured in the pytest processes only; the functions of a stack run in processes of their own.
"""

import shutil
import sys
from collections import Counter
from pathlib import Path

from local.stack.config import ROOT

_FOLDER = ROOT / "build" / "coverage"
_PACKAGE = ROOT / "functions" / "alumusic"


def start() -> None:
    """Deletes the data of earlier runs."""
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)


def pytest_command() -> list[str]:
    return [sys.executable, "-m", "coverage", "run", "-m", "pytest"]


def environment() -> dict[str, str]:
    """Selects sys.monitoring, which costs almost nothing. The C tracer of Python 3.11 slows pure code by 75 %."""
    return {"COVERAGE_CORE": "sysmon"} if sys.version_info >= (3, 12) else {}


def report(*, whole: bool) -> int:
    """Prints the coverage by layer. Returns 1 if the suite is `whole` and below the floor of pyproject.toml."""
    from coverage import Coverage

    measured = Coverage(config_file=str(ROOT / "pyproject.toml"))
    measured.combine()
    lines: Counter[str] = Counter()
    ran: Counter[str] = Counter()
    for path in sorted((ROOT / "functions").rglob("*.py")):
        _, statements, _, missing, _ = measured.analysis2(str(path))
        lines[_layer(path)] += len(statements)
        ran[_layer(path)] += len(statements) - len(missing)
    print("\nlines run by the tests (in pytest's processes; the functions that a stack runs are not measured)")
    for name in sorted(lines):
        _print(name, ran[name], lines[name])
    _print("all of functions/", ran.total(), lines.total())
    floor = float(str(measured.get_option("report:fail_under")))
    if whole and 100 * ran.total() < floor * lines.total():
        print(f"less than the {floor:.0f} % that pyproject.toml asks for")
        return 1
    return 0


def _print(name: str, ran: int, lines: int) -> None:
    print(f"  {name:<18}{ran / lines:>5.0%}  of {lines:,}")


def _layer(path: Path) -> str:
    inside = path.relative_to(_PACKAGE).parts if path.is_relative_to(_PACKAGE) else ()
    return inside[0] if len(inside) > 1 else "main, settings"
