"""`run`: sends the gold set through the whole system, reports the figures and checks them against the floors."""

import argparse
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from alumusic.prompts import load_prompt
from evals.gate import check
from evals.interval import SEED
from evals.one_pass import Passed, send_all
from evals.report.page import as_page
from evals.report.report import Report, Run, figures_of, report_of
from evals.report.text import as_text
from evals.sample import GoldSet, Sample, load_gold
from evals.target import NoTarget, Target, own_target, running_target
from evals.usage import Usage
from local.stack.config import ROOT

_OUT = ROOT / "build" / "evals"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--limit", type=int, metavar="N", help="only the first N gold comments; floors are not enforced"
    )
    parser.add_argument("--model", metavar="NAME", help="the model to ask, as GEMINI_MODEL")
    parser.add_argument("--prompt", metavar="VERSION", help="the prompt version, as PROMPT_VERSION")
    parser.add_argument(
        "--shuffles", type=int, default=2, metavar="N", help="how often to send it all again, reordered"
    )
    parser.add_argument("--json", type=Path, default=_OUT / "report.json", metavar="PATH")
    parser.add_argument("--html", type=Path, default=_OUT / "report.html", metavar="PATH")
    parser.add_argument("--port", type=int, metavar="N", help="use the stack that runs there instead of an own one")
    parser.add_argument("--state", type=Path, default=ROOT / ".alumusic", help="that stack's folder")


def run(options: argparse.Namespace) -> int:
    """Exit status: 0 when every floor holds, 1 when one does not, 2 when nothing could be measured."""
    gold_set = load_gold().first(options.limit)
    try:
        with _target(options) as target:
            stand_in = target.stand_in
            passes = _passes(target, gold_set, options.shuffles)
    except NoTarget as reason:
        print(f"nothing was measured: {reason}")
        return 2
    report = measured(gold_set, passes, stand_in=stand_in, limited=options.limit is not None)
    print(as_text(report))
    _write(options.json, report.model_dump_json(indent=1))
    _write(options.html, as_page(report))
    for gate in report.gates:
        if not gate.passed and not report.limited:
            print(gate)
    return 0 if report.passed else 1


def _target(options: argparse.Namespace) -> AbstractContextManager[Target]:
    if options.prompt:
        load_prompt(options.prompt)  # fails now for an unknown version, not after a run without answers
    if options.port is None:
        print("starting a stack of its own …", flush=True)
        return own_target(options.model, options.prompt)
    if options.model or options.prompt:
        raise NoTarget("a running stack has its model and prompt already: leave out --port, or --model and --prompt")
    return running_target(options.port, options.state)


def _passes(target: Target, gold_set: GoldSet, shuffles: int) -> list[Passed]:
    """Each pass has its own order. Injections are mixed in, to measure their effect on neighbouring comments too."""
    labels = ["gold set", *(f"reordered {n} of {shuffles}" for n in range(1, shuffles + 1))]
    orders = [_order([*gold_set.gold, *gold_set.injections], n) for n in range(len(labels))]
    return [send_all(target, order, label) for order, label in zip(orders, labels, strict=True)]


def _order(samples: Sequence[Sample], turn: int) -> list[Sample]:
    return Random(SEED + turn).sample(samples, len(samples))


def measured(gold_set: GoldSet, passes: Sequence[Passed], *, stand_in: bool, limited: bool) -> Report:
    if any(one.usage.cached for one in passes):
        # A cached answer cannot flip, so a flip rate over cached answers would be too low.
        print("some answers came from memory, so the flip rate is left out")
        passes = passes[:1]
    model, prompt = next((one.asked_as for one in passes if one.asked_as), ("unknown", "unknown"))
    found = Run(
        gold_set=gold_set,
        passes=[one.answers for one in passes],
        usage=_sum([one.usage for one in passes]),
        model=model,
        prompt_version=prompt,
        stand_in=stand_in,
        limited=limited,
    )
    figures = figures_of(found)
    return report_of(found, figures, check(figures), datetime.now(UTC))


def _sum(usages: Sequence[Usage]) -> Usage:
    return Usage.model_validate({name: sum(getattr(one, name) for one in usages) for name in Usage.model_fields})


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    print(f"written: {path}")
