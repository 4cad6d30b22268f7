"""Builders of samples, answers and reports for the tests of `evals`."""

from datetime import UTC, datetime

from evals.answer import Answer
from evals.gate import Gate, check
from evals.report.report import Report, Run, figures_of, report_of
from evals.sample import GoldSet, Sample
from evals.usage import Usage

USAGE = Usage(
    calls=2, comments=10, cached=0, tokens_in=900, tokens_out=400, latency_ms=300, price_usd=0.002, wall_seconds=1.5
)


def sample(
    name: str, category: str = "ELOGIO", sentiment: str = "POSITIVO", *tags: str, alvo: str | None = None
) -> Sample:
    row = {"id": name, "texto": f"comentário {name}", "categoria": category, "sentimento": sentiment, "tags": tags}
    return Sample.model_validate(row | ({"alvo": alvo} if alvo else {}))


def answer(category: str = "ELOGIO", sentiment: str = "POSITIVO", *tags: str, sure: float = 0.9) -> Answer:
    return Answer.model_validate({"categoria": category, "sentimento": sentiment, "tags": tags, "confianca": sure})


def report(passes: list[dict[str, Answer]], gold_set: GoldSet, floors: list[Gate] | None = None) -> Report:
    run = Run(
        gold_set=gold_set,
        passes=passes,
        usage=USAGE,
        model="gemini-x",
        prompt_version="v1",
        stand_in=True,
        limited=False,
    )
    figures = figures_of(run)
    return report_of(run, figures, check(figures) if floors is None else floors, datetime(2026, 5, 1, tzinfo=UTC))
