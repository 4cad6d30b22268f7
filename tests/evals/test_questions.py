"""The questions with known answers, and the scoring of an answer."""

import re
from typing import Any

import pytest

from alumusic.domain.comments.classification import Category
from alumusic.domain.questions.question import Verdict
from evals.gate import check
from evals.questions.run import FLOORS
from evals.questions.score import Answered, figures, score
from evals.questions.set import Asking, Count, load_content, load_questions

CONTENT, QUESTIONS = load_content(), load_questions()
WEEKS = {place: f"2026-W{40 + place}" for place in range(-7, 1)}
ASKING = Asking(
    id="q",
    pergunta="Quantas críticas na semana {-1}?",
    situacao=Verdict.ANSWERED,
    espera=(Count(semana=-1, categoria=Category.CRITICISM),),
    semanas=(-1,),
    nunca=("9.999",),
)
RIGHT = sum(group.vezes for group in CONTENT if group.semana == -1 and group.categoria is Category.CRITICISM)


def scored(asking: Asking = ASKING, **changes: Any) -> dict[str, bool]:
    body = {
        "situacao": "respondida",
        "texto_gerado": f"Foram {RIGHT} críticas.",
        "semanas_citadas": [WEEKS[-1]],
        "fontes": [],
        "origem": "modelo",
        **changes,
    }
    found = score(Answered(asking, 200, body), CONTENT, WEEKS, {"c": CONTENT[0]})
    return {name: value for name, value in found.model_dump().items() if value is False}


def test_there_are_enough_of_every_kind() -> None:
    assert len(QUESTIONS) >= 30
    assert len({one.id for one in QUESTIONS}) == len(QUESTIONS)
    assert {one.situacao for one in QUESTIONS} == set(Verdict)
    assert all(re.fullmatch(r"[^{}]*(\{-[1-7]\}[^{}]*)?", one.pergunta) for one in QUESTIONS)


@pytest.mark.parametrize("asking", QUESTIONS, ids=lambda one: one.id)
def test_every_expected_number_is_of_comments_that_there_are(asking: Asking) -> None:
    assert all(count.of(CONTENT) > 0 for count in asking.espera)
    assert asking.fontes is None or any(asking.fontes.holds(group) for group in CONTENT)
    assert (asking.situacao is Verdict.ANSWERED) == bool(asking.espera or asking.fontes)


def test_a_right_answer_passes_every_check() -> None:
    assert scored() == {}
    assert scored(texto_gerado=f"Em {WEEKS[-1]}, {RIGHT} críticas; antes, 3.") == {}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"texto_gerado": "Foram 1 crítica."}, "numbers"),
        ({"semanas_citadas": []}, "weeks"),
        ({"semanas_citadas": [WEEKS[-1], WEEKS[-2]]}, "weeks"),
        ({"fontes": ["de ninguém"]}, "sources"),
        ({"situacao": "sem_dados"}, "verdict"),
        ({"origem": "numeros"}, "held"),
        ({"texto_gerado": f"{RIGHT} " + "palavra " * 150}, "form"),
        ({"texto_gerado": f"{RIGHT} críticas e 9.999 elogios"}, "form"),
    ],
)
def test_each_fault_fails_the_check_for_it(changes: dict[str, Any], wrong: str) -> None:
    assert scored(**changes) == {wrong: False}


def test_a_share_may_be_rounded_to_a_whole_number() -> None:
    share = Count(semana=-1, categoria=Category.CRITICISM, parcela=True)
    asking = ASKING.model_copy(update={"espera": (share,)})
    right = share.of(CONTENT)

    assert scored(asking, texto_gerado=f"{round(right)} %") == {}
    assert scored(asking, texto_gerado=f"{round(right) + 2} %") == {"numbers": False}


def test_no_answer_is_wrong_in_everything() -> None:
    found = score(Answered(ASKING, 503, None), CONTENT, WEEKS, {})

    assert not found.right
    assert figures([found])["right"].value == 0


def test_the_floors_name_figures_and_fail_when_all_is_wrong() -> None:
    wrong = [score(Answered(ASKING, 503, None), CONTENT, WEEKS, {})] * 41

    assert not any(gate.passed for gate in check(figures(wrong), FLOORS))
