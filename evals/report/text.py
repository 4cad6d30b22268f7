"""Renders a report as text for the terminal."""

from collections.abc import Sequence

from evals.interval import Figure
from evals.report.report import Matrix, Report
from evals.scorer import CATEGORIES, SENTIMENTS

_HEADLINES = {
    "accuracy": "accuracy",
    "macro_f1": "macro F1",
    "weighted_f1": "weighted F1",
    "kappa": "Cohen's kappa",
    "sentiment_accuracy": "sentiment accuracy",
    "sentiment_macro_f1": "sentiment macro F1",
    "sentiment_kappa": "sentiment kappa",
    "tags_micro_f1": "tags micro F1",
    "tags_macro_f1": "tags macro F1",
    "tags_jaccard": "tags mean Jaccard",
    "ece": "calibration error (ECE)",
    "answered": "answered",
    "flip_rate": "flip rate",
    "injection_success": "injection success",
    "injection_accuracy": "injection accuracy",
}
_SHOWN_TAGS = 12


def headlines(report: Report) -> list[tuple[str, str, Figure]]:
    """Name, label and value of the figures that the report has, in order of display."""
    return [(name, words, report.figures[name]) for name, words in _HEADLINES.items() if name in report.figures]


def as_text(report: Report) -> str:
    parts = [
        _heading(report),
        "\n".join(f"  {words:<26}{_figure(figure)}" for _, words, figure in headlines(report)),
        _classes(report, CATEGORIES, "category"),
        _matrix(report.confusion, CATEGORIES),
        _classes(report, SENTIMENTS, "sentiment"),
        _matrix(report.sentiment_confusion, SENTIMENTS),
        _tags(report),
        _cost(report),
        _gates(report),
    ]
    return "\n\n".join(parts) + "\n"


def _heading(report: Report) -> str:
    gold, injections = len(report.items), len(report.injections)
    failed = sum(item.answer.categoria is None for item in (*report.items, *report.injections))
    return (
        f"{gold} gold comments and {injections} injections, {report.shuffles + 1} passes, {failed} without an answer\n"
        f"answered by {report.answered_by}, prompt {report.prompt_version}\n"
        f"95 % intervals: bootstrap, {report.bootstrap_resamples} resamples, seed {report.bootstrap_seed};"
        " exact for injections, flips and answered"
    )


def _figure(figure: Figure) -> str:
    return f"{figure.value:.3f}  [{figure.low:.3f}, {figure.high:.3f}]"


def _classes(report: Report, labels: Sequence[str], kind: str) -> str:
    matrix = report.confusion if labels == CATEGORIES else report.sentiment_confusion
    lines = [f"  {kind:<12}{'support':>8}{'precision':>11}{'recall':>9}{'F1':>8}   95 % of F1"]
    for label, row in zip(labels, matrix, strict=True):
        precision, recall, f1 = (report.figures[f"{name}.{label}"] for name in ("precision", "recall", "f1"))
        lines.append(
            f"  {label:<12}{sum(row):>8}{precision.value:>11.3f}{recall.value:>9.3f}{f1.value:>8.3f}"
            f"   [{f1.low:.3f}, {f1.high:.3f}]"
        )
    return "\n".join(lines)


def _matrix(matrix: Matrix, labels: Sequence[str]) -> str:
    columns = [*labels, "(none)"]
    lines = [f"  {'true ↓  answered →':<20}" + "".join(f"{column:>10}" for column in columns)]
    lines += [
        f"  {label:<20}" + "".join(f"{count or '·':>10}" for count in row)
        for label, row in zip(labels, matrix, strict=True)
    ]
    return "\n".join(lines)


def _tags(report: Report) -> str:
    rows = sorted(report.tags, key=lambda row: -row.support)[:_SHOWN_TAGS]
    lines = [f"  {'tag (most frequent)':<28}{'support':>8}{'precision':>11}{'recall':>9}{'F1':>8}"]
    lines += [f"  {r.tag:<28}{r.support:>8}{r.precision:>11.3f}{r.recall:>9.3f}{r.f1:>8.3f}" for r in rows]
    return "\n".join(lines)


def _cost(report: Report) -> str:
    usage = report.usage
    return (
        f"  {usage.comments} comments in {usage.calls} calls, {usage.cached} from memory;"
        f" {usage.latency_ms_per_call:.0f} ms a call\n"
        f"  per 1,000 comments: {usage.per_thousand(usage.calls):.0f} calls,"
        f" {usage.per_thousand(usage.tokens_in):,.0f} tokens in, {usage.per_thousand(usage.tokens_out):,.0f} out,"
        f" US$ {usage.per_thousand(usage.price_usd):.4f},"
        f" {usage.per_thousand(usage.latency_ms) / 1000:.1f} s of model time,"
        f" {usage.per_thousand(usage.wall_seconds):.1f} s from sending to the last answer"
    )


def _gates(report: Report) -> str:
    lines = [f"  {gate}" for gate in report.gates]
    if report.limited:
        lines.append("  Only a part of the gold set was sent: floors are shown, not enforced.")
    return "\n".join(lines)
