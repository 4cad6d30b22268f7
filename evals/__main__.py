"""Command line of the evaluations: `python -m evals VERB`, or `./dev eval VERB`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from evals import agreement, compare, corrections, overlap, run
from evals.questions import run as question_run
from evals.report.report import Report
from evals.sample import GOLD, load_gold, read_samples, row_of, write_rows
from local.stack.config import HOST


def main(argv: Sequence[str]) -> int:
    """The default verb is `run`: `--limit 60` means `run --limit 60`. `--compare A B` means `compare A B`."""
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = f"{HOST},localhost"  # calls to the local stack must not go through a proxy
    options = _parser().parse_args(_with_verb(list(argv)))
    try:
        return int(_VERBS[options.verb](options))
    except KeyboardInterrupt:
        return 130
    except (OSError, KeyError, ValidationError) as error:
        print(error, file=sys.stderr)
        return 2


def _with_verb(argv: list[str]) -> list[str]:
    if argv and argv[0] == "--compare":
        return ["compare", *argv[1:]]
    if argv and (argv[0] in _VERBS or argv[0] in ("-h", "--help")):
        return argv
    return ["run", *argv]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./dev eval", description="Accuracy, precision, recall, F1, and their floors."
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    run.add_arguments(verbs.add_parser("run", help="the gold set through the whole system (the default)"))
    question_run.add_arguments(verbs.add_parser("questions", help="questions with known answers, of known comments"))
    two = verbs.add_parser("compare", help="two reports: exact McNemar test, and what changed")
    two.add_argument("a", type=Path, metavar="A.json")
    two.add_argument("b", type=Path, metavar="B.json")
    verbs.add_parser("agreement", help="how well the two labellings of the gold set agree")
    verbs.add_parser("overlap", help="the gold comments most like what the project itself wrote")
    gold = verbs.add_parser("gold", help="curators' corrections as gold items")
    gold.add_argument("--from", dest="source", type=Path, required=True, metavar="corrections.json")
    gold.add_argument("--to", type=Path, default=GOLD / "corrections.jsonl", metavar="PATH")
    return parser


def _compare(options: argparse.Namespace) -> int:
    a, b = Report.read(options.a), Report.read(options.b)
    print(compare.as_text(a, b, compare.compare(a, b)), end="")
    return 0


def _agreement(options: argparse.Namespace) -> int:
    found = agreement.agreement(agreement.first_labelling(), agreement.second_labelling())
    print(agreement.as_text(found), end="")
    return 0


def _overlap(options: argparse.Namespace) -> int:
    gold, injections = load_gold()
    found = overlap.overlaps([*gold, *injections], overlap.project_texts())
    for one in found[:20]:
        print(f"{one.likeness:.2f} {one.contained:.2f}  {one.id}  {one.text!r}  ~  {one.other!r}")
    return int(any(one.near_duplicate for one in found))


def _gold(options: argparse.Namespace) -> int:
    gold, injections = load_gold()
    earlier = read_samples(options.to)
    found = corrections.convert(corrections.read_export(options.source), [*gold, *injections, *earlier])
    write_rows(options.to, [row_of(sample) for sample in (*earlier, *found.samples)])
    for reason in found.skipped:
        print(f"left out: {reason}", file=sys.stderr)
    print(f"{len(found.samples)} gold items added to {options.to}, {len(found.skipped)} left out")
    return 0


_VERBS = {
    "run": run.run,
    "questions": question_run.run,
    "compare": _compare,
    "agreement": _agreement,
    "overlap": _overlap,
    "gold": _gold,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
