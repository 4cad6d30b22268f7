"""`compare`: the exact McNemar test on two runs, and the samples whose result differs."""

from typing import NamedTuple

from scipy.stats import binomtest

from evals.report.report import Item, Report


class McNemar(NamedTuple):
    only_a: int
    """Right in A and wrong in B."""
    only_b: int
    p: float


class Flip(NamedTuple):
    a: Item
    b: Item


class Comparison(NamedTuple):
    shared: int
    category: McNemar
    sentiment: McNemar
    flips: list[Flip]
    """Samples whose category was right in one run only."""


def mcnemar(only_a: int, only_b: int) -> McNemar:
    """Two-sided and exact. Null hypothesis: a sample right in one run only is as likely right in A as in B."""
    changed = only_a + only_b
    return McNemar(only_a, only_b, float(binomtest(only_a, changed, 0.5).pvalue) if changed else 1.0)


def compare(a: Report, b: Report) -> Comparison:
    """Compares the samples that both runs contain with the same text and labels."""
    of_a, of_b = ({item.sample: item for item in report.items} for report in (a, b))
    pairs = [Flip(item, of_b[sample]) for sample, item in of_a.items() if sample in of_b]
    flips = [pair for pair in pairs if pair.a.right != pair.b.right]
    feeling = [(_feels(pair.a), _feels(pair.b)) for pair in pairs]
    return Comparison(
        len(pairs),
        mcnemar(sum(pair.a.right for pair in flips), sum(pair.b.right for pair in flips)),
        mcnemar(feeling.count((True, False)), feeling.count((False, True))),
        flips,
    )


def as_text(a: Report, b: Report, found: Comparison) -> str:
    lines = [
        f"A: {a.answered_by}, prompt {a.prompt_version}, accuracy {a.figures['accuracy'].value:.3f}",
        f"B: {b.answered_by}, prompt {b.prompt_version}, accuracy {b.figures['accuracy'].value:.3f}",
        f"{found.shared} samples in both"
        + ("" if a.gold_sha256 == b.gold_sha256 else "; the gold sets differ, only what they share is compared"),
        _verdict("category", found.category),
        _verdict("sentiment", found.sentiment),
    ]
    for better, flips in (
        ("right in A only", [flip for flip in found.flips if flip.a.right]),
        ("right in B only", [flip for flip in found.flips if flip.b.right]),
    ):
        lines += ["", f"{better}: {len(flips)}"]
        lines += [
            f"  {f.a.sample.id}  {f.a.sample.categoria}: {_answer_text(f.a)} → {_answer_text(f.b)}  {_short(f)}"
            for f in flips
        ]
    return "\n".join(lines) + "\n"


def _verdict(field: str, found: McNemar) -> str:
    meaning = "more than chance" if found.p < 0.05 else "may be chance"
    sides = f"right in A only {found.only_a}, in B only {found.only_b}"
    return f"{field}: {sides}; exact McNemar p = {found.p:.4f} ({meaning})"


def _feels(item: Item) -> bool:
    return item.sample.sentimento == item.answer.sentimento


def _answer_text(item: Item) -> str:
    return str(item.answer.categoria or f"({item.answer.failure})")


def _short(flip: Flip) -> str:
    text = " ".join(flip.a.sample.texto.split())
    return text if len(text) <= 80 else text[:79] + "…"
