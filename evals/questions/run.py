"""`questions`: asks questions with known answers through the API, on a stack with known comments.

The comments are written by the product's own stores, already classified: the evaluation measures the way from a
question to its answer, not the classification.
"""

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from alumusic.adapters.firestore.comments.batches import FirestoreBatches
from alumusic.adapters.firestore.comments.comments import FirestoreComments
from alumusic.domain.comments.classification import Answers, Classification, Outcome
from alumusic.domain.comments.comment import Batch, Comment
from alumusic.domain.report.iso_week import IsoWeek
from evals.gate import check
from evals.interval import Figure
from evals.questions.score import Answered, Score, figures, score
from evals.questions.set import Asking, Group, load_content, load_questions
from evals.target import NoTarget, Target, own_target
from local.client import admin_token, call
from local.cloud.identity import identity_token
from local.stack.config import HOST, ROOT

FLOORS = Path(__file__).parents[1] / "question_floors.toml"
_DIGESTS = 3  # the number of digests in a question's context
_BATCH = "perguntas"
_WEEK = re.compile(r"\{(-?\d)\}")


class Known(NamedTuple):
    content: Sequence[Group]
    weeks: Mapping[int, str]
    sources: Mapping[str, Group]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="NAME", help="the model to ask, as GEMINI_MODEL")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "evals" / "questions.json", metavar="PATH")


def run(options: argparse.Namespace) -> int:
    """Exit status: 0 when every floor holds, 1 when one does not, 2 when nothing could be measured."""
    print("starting a stack of its own …", flush=True)
    try:
        with own_target(options.model, None) as target:
            known = fill(target, load_content(), datetime.now(UTC))
            answers = [ask(target, asking, known) for asking in load_questions()]
            stand_in = target.stand_in
    except NoTarget as reason:
        print(f"nothing was measured: {reason}")
        return 2
    scores = [score(one, known.content, known.weeks, known.sources) for one in answers]
    found = figures(scores)
    gates = check(found, FLOORS)
    print(as_text(found, answers, scores, stand_in=stand_in))
    _write(options.json, found, answers, scores)
    for gate in gates:
        if not gate.passed:
            print(gate)
    return 0 if all(gate.passed for gate in gates) else 1


def fill(target: Target, content: Sequence[Group], now: datetime) -> Known:
    """Writes the comments, spread evenly over their weeks, and makes the digests of the last complete weeks."""
    this, store = IsoWeek.of(now), target.store()
    total = sum(group.vezes for group in content)
    FirestoreBatches(store).create(Batch(id=_BATCH, sender="evals", total=total, fingerprint="", received_at=now))
    sources: dict[str, Group] = {}
    for place, group in enumerate(content):
        outcomes = [_outcome(group, place, n, this, now) for n in range(group.vezes)]
        FirestoreComments(store).store_outcomes(_BATCH, Answers(outcomes, []), now)
        sources |= {outcome.comment.id: group for outcome in outcomes}
    token = identity_token(target.state.secrets()["oidc_private_key"])
    for back in range(_DIGESTS, 0, -1):
        url = f"http://{HOST}:{target.ports.digest}/?semana={this.back(back).name}"
        answer = call("POST", url, None, token)
        if answer.status != 200:
            raise NoTarget(f"no digest: {answer.status} {answer.body}")
    return Known(content, {place: this.back(-place).name for place in range(-7, 1)}, sources)


def ask(target: Target, asking: Asking, known: Known) -> Answered:
    secrets, gateway = target.state.secrets(), target.ports.gateway
    question = _WEEK.sub(lambda found: known.weeks[int(found[1])], asking.pergunta)
    url = f"http://{HOST}:{gateway}/api/insights/perguntar"
    answer = call("POST", url, {"pergunta": question}, admin_token(gateway, secrets))
    return Answered(asking, answer.status, answer.body if answer.status == 200 else None)


def _outcome(group: Group, place: int, n: int, this: IsoWeek, now: datetime) -> Outcome:
    week = this.back(-group.semana)
    until = min(week.end, now)
    published = week.start + (until - week.start) * ((n + 0.5) / group.vezes)
    comment = Comment(
        id=str(uuid5(NAMESPACE_URL, f"pergunta:{place}:{n}")),
        text=group.texto,
        artist=group.artista,
        published_at=published,
        received_at=published,
    )
    classification = Classification(
        category=group.categoria,
        sentiment=group.sentimento,
        confidence=0.95,
        tags=group.tags,
        classified_at=now,
    )
    return Outcome(comment, classification)


def as_text(
    found: Mapping[str, Figure], answers: Sequence[Answered], scores: Sequence[Score], *, stand_in: bool
) -> str:
    lines = ["", f"{len(scores)} questions" + (", answered by the local stand-in, not by Gemini" if stand_in else "")]
    lines += [f"  {name:<8} {one.value:.3f}  {one.low:.3f} to {one.high:.3f}" for name, one in found.items()]
    times = sorted(one.body["latencia_ms"] for one in answers if one.body)
    if len(times) > 1:
        lines.append(
            f"  time in ms: median {times[len(times) // 2]}, 95th percentile {round(quantiles(times, n=20)[-1])}"
        )
    for answered, one in zip(answers, scores, strict=True):
        if not one.right:
            wrong = [name for name in Score.model_fields if getattr(one, name) is False]
            lines.append(f"  {one.id} {', '.join(wrong)}: {answered.asking.pergunta} → {_answer_text(answered)}")
    return "\n".join(lines)


def _answer_text(answered: Answered) -> str:
    return str(answered.body["texto_gerado"]) if answered.body else f"HTTP {answered.status}"


def _write(path: Path, found: Mapping[str, Figure], answers: Sequence[Answered], scores: Sequence[Score]) -> None:
    rows: list[dict[str, Any]] = [
        {**one.model_dump(), "pergunta": answered.asking.pergunta, "resposta": answered.body}
        for answered, one in zip(answers, scores, strict=True)
    ]
    report = {"figures": {name: one.model_dump() for name, one in found.items()}, "answers": rows}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"written: {path}")
