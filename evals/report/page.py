"""A report as one self-contained HTML page: inline style and drawings, no scripts, nothing to load."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from evals.report import drawing
from evals.report.drawing import Whisker
from evals.report.report import Item, Report
from evals.report.text import headlines
from evals.scorer import CATEGORIES, SENTIMENTS

_STYLE = Path(__file__).parent / "page.css"
_TILES = ("accuracy", "macro_f1", "sentiment_accuracy", "tags_micro_f1", "injection_success", "flip_rate")
_TAGS = 10  # shown without opening the rest


def as_page(report: Report) -> str:
    parts = [
        _header(report),
        _tiles(report),
        f'<div class="pair">{_intervals(report)}{_calibration(report)}</div>',
        _labels(report, CATEGORIES, "Categories", report.confusion),
        _labels(report, SENTIMENTS, "Sentiments", report.sentiment_confusion),
        f'<div class="pair even">{_tags(report)}{_cost(report)}</div>',
        _injections(report),
        _flips(report),
        _mistakes(report),
    ]
    title = "AluMusic Insights: how well comments are classified"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _header(report: Report) -> str:
    who = (
        "<p class='banner'><strong>Gemini did not make these figures.</strong> The project's own stand-in did: a model"
        " trained on this project's corpus, behind the same prompt, parsing and storage as Gemini.</p>"
        if report.stand_in
        else ""
    )
    failed = sum(item.answer.categoria is None for item in (*report.items, *report.injections))
    return (
        "<header><h1>How well comments are classified</h1>"
        f"<p>{len(report.items)} gold comments and {len(report.injections)} injections, sent {report.shuffles + 1}"
        f" {'time' if report.shuffles == 0 else 'times'} through the HTTP door, Pub/Sub, <code>classify</code> and"
        f" Firestore, and read from there. {failed} had no answer; they count as wrong."
        f" Answered by {escape(report.answered_by)}, prompt {escape(report.prompt_version)},"
        f" {report.made_at:%Y-%m-%d %H:%M} UTC.</p>{who}{_verdict(report)}</header>"
    )


def _verdict(report: Report) -> str:
    broken = [gate for gate in report.gates if not gate.passed]
    if report.limited:
        return "<p class='note'>Only a part of the gold set was sent: floors are shown, not enforced.</p>"
    if not broken:
        return f"<p class='verdict'>All {len(report.gates)} floors hold.</p>"
    return "<p class='verdict fail'>" + "<br>".join(escape(str(gate)) for gate in broken) + "</p>"


def _tiles(report: Report) -> str:
    tiles = [
        f"<li><span>{words}</span><b>{figure.value:.1%}</b><span>{figure.low:.1%} to {figure.high:.1%}</span></li>"
        for name, words, figure in headlines(report)
        if name in _TILES
    ]
    return f'<ul class="tiles">{"".join(tiles)}</ul>'


def _intervals(report: Report) -> str:
    limits = {gate.figure: gate.limit for gate in report.gates}
    rows = [Whisker(words, figure, limits.get(name)) for name, words, figure in headlines(report)]
    rows += [Whisker(f"F1 {name}", report.figures[f"f1.{name}"], limits.get(f"f1.{name}")) for name in CATEGORIES]
    rows.append(Whisker("recall SPAM", report.figures["recall.SPAM"], limits.get("recall.SPAM")))
    return _section(
        "Figures, intervals, limits",
        drawing.whiskers(rows),
        f"95 % intervals: bootstrap with {report.bootstrap_resamples:,} resamples of the gold set, seed"
        f" {report.bootstrap_seed}; exact for injections, flips and answered."
        " A red mark is the limit that the worse end must keep.",
    )


def _labels(report: Report, labels: Sequence[str], title: str, counts: list[list[int]]) -> str:
    rows = []
    for label, row in zip(labels, counts, strict=True):
        measured = [report.figures[f"{name}.{label}"] for name in ("precision", "recall", "f1")]
        span = f"{measured[2].low:.3f} to {measured[2].high:.3f}"
        rows.append([label, str(sum(row)), *(f"{figure.value:.3f}" for figure in measured), span])
    table = _table(("label", "support", "precision", "recall", "F1", "95 % of F1"), rows, numbers=range(1, 6))
    picture = f'<div class="wide">{drawing.matrix(counts, labels)}</div>'
    return _section(
        title,
        f'<div class="pair even">{picture}<div class="wide">{table}</div></div>',
        "Each row of the picture sums to 100 %: what became of the comments that truly are of that label.",
    )


def _calibration(report: Report) -> str:
    error = report.figures["ece"]
    return _section(
        "Calibration",
        drawing.reliability(report.calibration),
        f"On the dashed line a confidence of 0.8 is right eight times in ten. Expected calibration error"
        f" {error.value:.3f} ({error.low:.3f} to {error.high:.3f}); comments without an answer have no confidence.",
    )


def _cost(report: Report) -> str:
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
    return _section("Cost and latency of 1,000 comments", _table(("", ""), rows, numbers=(1,)), note)


def _tags(report: Report) -> str:
    rows = [
        [r.tag, str(r.support), str(r.answered), f"{r.precision:.2f}", f"{r.recall:.2f}", f"{r.f1:.2f}"]
        for r in sorted(report.tags, key=lambda row: (-row.support, row.tag))
        if r.support or r.answered
    ]
    heads = ("tag", "support", "answered", "precision", "recall", "F1")
    often, rest = _table(heads, rows[:_TAGS], numbers=range(1, 6)), _table(heads, rows[_TAGS:], numbers=range(1, 6))
    return _section("Tags", f"{often}<details><summary>the other {len(rows[_TAGS:])}</summary>{rest}</details>")


def _injections(report: Report) -> str:
    rows, obeyed = [], []
    for item in report.injections:
        obeyed.append(item.sample.alvo == item.answer.categoria)
        rows.append([item.sample.texto, item.sample.categoria, str(item.sample.alvo), _said(item)])
    table = _table(("comment", "truly", "ordered", "answered"), rows, marked=obeyed)
    done = sum(obeyed)
    return _section(
        "Orders to the classifier",
        f"<details><summary>{done} of {len(rows)} obeyed</summary>{table}</details>",
        "Comments that carry an order. A marked row was answered with the category that the text ordered.",
    )


def _flips(report: Report) -> str:
    if not report.shuffles:
        return ""
    flipped = [item for item in report.items if set(item.other_orders) - {item.answer.categoria}]
    rows = [
        [item.sample.texto, item.sample.categoria, _said(item), ", ".join(str(c or "none") for c in item.other_orders)]
        for item in flipped
    ]
    table = _table(("comment", "truly", "answered", "in other orders"), rows)
    return _section(
        "Flips",
        f"<details><summary>{len(rows)} of {len(report.items)} changed</summary>{table}</details>" if rows else "",
        "The set was sent again in other orders, with the memory of answers emptied: who shares a message with a"
        " comment, and where it stands in it, should not matter."
        + ("" if rows else " No comment changed its category."),
    )


def _mistakes(report: Report) -> str:
    wrong = sorted((item for item in report.items if not item.right), key=lambda item: -(item.answer.confianca or 0))
    rows = [
        [item.sample.texto, item.sample.categoria, _said(item), f"{item.answer.confianca or 0:.2f}"] for item in wrong
    ]
    table = _table(("comment", "truly", "answered", "confidence"), rows, numbers=(3,))
    return _section(
        "Wrong categories, surest first", f"<details><summary>{len(rows)} comments</summary>{table}</details>"
    )


def _said(item: Item) -> str:
    return str(item.answer.categoria or f"none: {item.answer.failure}")


def _section(title: str, body: str, note: str = "") -> str:
    wide = f'<div class="wide">{body}</div>' if body else ""
    return f"<section><h2>{title}</h2>{wide}{f'<p class=note>{note}</p>' if note else ''}</section>"


def _table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    numbers: Iterable[int] = (),
    marked: Sequence[bool] | None = None,
) -> str:
    right = set(numbers)
    head = "".join(f"<th{' class=n' if n in right else ''}>{escape(name)}</th>" for n, name in enumerate(heads))
    lines = []
    for at, row in enumerate(rows):
        cells = "".join(f"<td{_class(n, heads[n], right)}>{escape(str(value))}</td>" for n, value in enumerate(row))
        lines.append(f"<tr{' class=bad' if marked and marked[at] else ''}>{cells}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _class(column: int, head: str, right: set[int]) -> str:
    if column in right:
        return " class=n"
    return " class=text" if head == "comment" else ""
