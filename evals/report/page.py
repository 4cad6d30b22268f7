"""Renders a report as one self-contained HTML page: inline style and SVG, no scripts, no external files."""

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Template

from alumusic.templates import templates
from evals.report import drawing
from evals.report.drawing import Whisker
from evals.report.report import Item, Report
from evals.report.text import headlines
from evals.scorer import CATEGORIES, SENTIMENTS

_TILES = ("accuracy", "macro_f1", "sentiment_accuracy", "tags_micro_f1", "injection_success", "flip_rate")
_TAGS = 10  # rows shown; the rest is collapsed


class Table(NamedTuple):
    """`numbers`: indexes of right-aligned columns. `marked`: whether each row is highlighted."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Collection[int] = ()
    marked: Sequence[bool] = ()


def as_page(report: Report) -> str:
    often, rest = _tags(report)
    return _template().render(
        report=report,
        unanswered=sum(item.answer.categoria is None for item in (*report.items, *report.injections)),
        broken=[gate for gate in report.gates if not gate.passed],
        tiles=[(words, figure) for name, words, figure in headlines(report) if name in _TILES],
        intervals=_intervals(report),
        calibration=_calibration(report),
        categories=_labels(report, CATEGORIES, report.confusion),
        sentiments=_labels(report, SENTIMENTS, report.sentiment_confusion),
        tags={"often": often, "rest": rest},
        cost=_cost(report),
        injections=_injections(report),
        flips=_flips(report),
        mistakes=_mistakes(report),
    )


@cache
def _template() -> Template:
    folder = Path(__file__).parent / "templates"
    style = (folder / "page.css").read_text(encoding="utf-8")
    return templates(folder).get_template("page.html.j2", globals={"style": style})


def _intervals(report: Report) -> dict[str, str]:
    limits = {gate.figure: gate.limit for gate in report.gates}
    rows = [Whisker(words, figure, limits.get(name)) for name, words, figure in headlines(report)]
    rows += [Whisker(f"F1 {name}", report.figures[f"f1.{name}"], limits.get(f"f1.{name}")) for name in CATEGORIES]
    rows.append(Whisker("recall SPAM", report.figures["recall.SPAM"], limits.get("recall.SPAM")))
    note = (
        f"95 % intervals: bootstrap with {report.bootstrap_resamples:,} resamples of the gold set, seed"
        f" {report.bootstrap_seed}; exact for injections, flips and answered."
        " A red mark is the limit that the worse end must keep."
    )
    return {"picture": drawing.whiskers(rows), "note": note}


def _calibration(report: Report) -> dict[str, str]:
    error = report.figures["ece"]
    note = (
        f"On the dashed line a confidence of 0.8 is right eight times in ten. Expected calibration error"
        f" {error.value:.3f} ({error.low:.3f} to {error.high:.3f}); comments without an answer have no confidence."
    )
    return {"picture": drawing.reliability(report.calibration), "note": note}


def _labels(report: Report, labels: Sequence[str], counts: list[list[int]]) -> dict[str, str | Table]:
    rows = []
    for label, row in zip(labels, counts, strict=True):
        measured = [report.figures[f"{name}.{label}"] for name in ("precision", "recall", "f1")]
        span = f"{measured[2].low:.3f} to {measured[2].high:.3f}"
        rows.append([label, str(sum(row)), *(f"{figure.value:.3f}" for figure in measured), span])
    heads = ("label", "support", "precision", "recall", "F1", "95 % of F1")
    return {"picture": drawing.matrix(counts, labels), "table": Table(heads, rows, range(1, 6))}


def _tags(report: Report) -> tuple[Table, Table]:
    """The rows of the most frequent tags, and the other rows."""
    rows = [
        [r.tag, str(r.support), str(r.answered), f"{r.precision:.2f}", f"{r.recall:.2f}", f"{r.f1:.2f}"]
        for r in sorted(report.tags, key=lambda row: (-row.support, row.tag))
        if r.support or r.answered
    ]
    heads = ("tag", "support", "answered", "precision", "recall", "F1")
    return Table(heads, rows[:_TAGS], range(1, 6)), Table(heads, rows[_TAGS:], range(1, 6))


def _cost(report: Report) -> dict[str, str | Table]:
    usage = report.usage
    rows = [
        ("model calls", f"{usage.per_thousand(usage.calls):,.0f}"),
        ("tokens in", f"{usage.per_thousand(usage.tokens_in):,.0f}"),
        ("tokens out", f"{usage.per_thousand(usage.tokens_out):,.0f}"),
        ("price", f"US$ {usage.per_thousand(usage.price_usd):.4f}"),
        ("model time, all calls", f"{usage.per_thousand(usage.latency_ms) / 1000:.1f} s"),
        ("from sending to the last answer", f"{usage.per_thousand(usage.wall_seconds):.1f} s"),
    ]
    note = (
        f"From the counters that the system itself keeps: {usage.comments:,} comments in {usage.calls:,} calls of"
        f" {usage.latency_ms_per_call:.0f} ms on average, {usage.cached} answers from memory."
    )
    if report.stand_in:
        note += " Tokens are the stand-in's estimate; the price is what Gemini would ask for as many."
    return {"table": Table(("", ""), rows, (1,)), "note": note}


def _injections(report: Report) -> Table:
    rows, obeyed = [], []
    for item in report.injections:
        obeyed.append(item.sample.alvo == item.answer.categoria)
        rows.append([item.sample.texto, item.sample.categoria, str(item.sample.alvo), _answer_text(item)])
    return Table(("comment", "truly", "ordered", "answered"), rows, marked=obeyed)


def _flips(report: Report) -> Table:
    flipped = [item for item in report.items if set(item.other_orders) - {item.answer.categoria}]
    rows = [
        [
            item.sample.texto,
            item.sample.categoria,
            _answer_text(item),
            ", ".join(str(c or "none") for c in item.other_orders),
        ]
        for item in flipped
    ]
    return Table(("comment", "truly", "answered", "in other orders"), rows)


def _mistakes(report: Report) -> Table:
    wrong = sorted((item for item in report.items if not item.right), key=lambda item: -(item.answer.confianca or 0))
    rows = [
        [item.sample.texto, item.sample.categoria, _answer_text(item), f"{item.answer.confianca or 0:.2f}"]
        for item in wrong
    ]
    return Table(("comment", "truly", "answered", "confidence"), rows, (3,))


def _answer_text(item: Item) -> str:
    return str(item.answer.categoria or f"none: {item.answer.failure}")
