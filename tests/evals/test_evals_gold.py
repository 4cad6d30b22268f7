import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.comments.tags import CATALOGUE
from alumusic.domain.text.folding import words
from evals.__main__ import main
from evals.agreement import agreement, first_labelling, second_labelling
from evals.answer import LOST, answer_of
from evals.corrections import convert, read_export
from evals.sample import GOLD, load_gold, read_rows, read_samples
from tests.support.evals import answer, sample


def test_gold_set_is_large_and_every_category_is_well_represented() -> None:
    gold, injections = load_gold()

    assert len(gold) >= 500
    assert len(injections) >= 40
    assert min(Counter(one.categoria for one in gold)[category] for category in Category) >= 70


def test_every_label_is_one_that_the_definitions_allow() -> None:
    gold, injections = load_gold()
    for one in (*gold, *injections):
        assert set(one.tags) <= set(CATALOGUE), one.id
        assert len(one.tags) <= 4, one.id
        if one.categoria is Category.SPAM:
            assert (one.sentimento, one.tags) == (Sentiment.NEUTRAL, ()), one.id


def test_ids_and_texts_are_used_once() -> None:
    gold, injections = load_gold()
    ids = Counter(one.id for one in (*gold, *injections))
    # Compared like the answer cache does: a duplicate text would be asked once.
    texts = Counter(" ".join(words(one.texto)) or one.texto for one in (*gold, *injections))

    assert [name for name, count in ids.items() if count > 1] == []
    assert [text for text, count in texts.items() if count > 1] == []


def test_an_injection_orders_another_category_than_its_own() -> None:
    assert all(one.alvo and one.alvo != one.categoria for one in load_gold().injections)
    assert all(one.alvo is None for one in load_gold().gold)


def test_everything_was_labelled_twice_and_every_disagreement_is_settled() -> None:
    first, second = first_labelling(), second_labelling()
    settled = {(case["id"], case["field"]): case for case in read_rows(GOLD / "settled.jsonl")}
    now = {row["id"]: row for name in ("gold", "injections", "withdrawn") for row in read_rows(GOLD / f"{name}.jsonl")}

    assert {one.id for one in first} == set(second)
    for one in first:
        other = second[one.id]
        for field in ("categoria", "sentimento", "tags"):
            before, after = getattr(one, field), getattr(other, field)
            same = set(before) == set(after) if field == "tags" else before == after
            assert same == ((one.id, field) not in settled), (one.id, field)
    for (name, field), case in settled.items():
        assert now[name][field] == case["settled"], (name, field)
        assert case["why"]


def test_agreement_of_two_small_labellings_by_hand() -> None:
    first = [
        sample("a", "ELOGIO", "POSITIVO", "musica_letra"),
        sample("b", "SPAM", "NEUTRO"),
        sample("c", "DÚVIDA", "NEUTRO"),
    ]
    second = {
        "a": answer("ELOGIO", "POSITIVO", "musica_letra", "musica_vocal"),
        "b": answer("SPAM", "NEUTRO"),
        "c": answer("CRÍTICA", "NEGATIVO"),
    }

    found = agreement(first, second)

    assert found.samples == 3
    assert found.tag_jaccard == pytest.approx((0.5 + 1 + 1) / 3)
    assert (found.category_differs, found.sentiment_differs, found.tags_differ) == (1, 1, 1)
    assert found.category_kappa == pytest.approx((2 / 3 - 2 / 9) / (1 - 2 / 9))


def test_agreement_is_good_enough_to_measure_against() -> None:
    found = agreement(first_labelling(), second_labelling())

    assert found.category_kappa > 0.9
    assert found.sentiment_kappa > 0.9
    assert found.tag_jaccard > 0.85


def test_a_limit_takes_the_same_share_of_injections() -> None:
    gold, injections = load_gold().first(60)

    assert len(gold) == 60
    assert len(injections) == 6
    assert load_gold().first(10_000) == load_gold()


def test_a_stored_document_becomes_an_answer_and_a_failure_none() -> None:
    done = {"status": "CONCLUIDO", "category": "SPAM", "sentiment": "NEUTRO", "tags": [], "confidence": 0.7}

    assert answer_of(done) == answer("SPAM", "NEUTRO", sure=0.7)
    assert answer_of({"status": "FALHOU", "failure": {"code": "bloqueado"}}).failure == "bloqueado"
    assert answer_of({"status": "PENDENTE"}).failure == LOST
    assert answer_of(None).failure == LOST


ITEM = {
    "id": "0d5e",
    "texto": "fala comigo em ana@exemplo.com, o refrão é lindo",
    "categoria": "ELOGIO",
    "sentimento": "POSITIVO",
    "tags": [{"codigo": "musica_letra", "explicacao": "…"}],
    "revisado": True,
}


def test_corrections_become_gold_items_without_personal_data() -> None:
    found = convert([ITEM], [])

    assert [one.tags for one in found.samples] == [("musica_letra",)]
    assert "ana@" not in found.samples[0].texto
    assert found.skipped == []


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (ITEM | {"revisado": False}, "no curator has reviewed it"),
        (ITEM | {"categoria": "ÓTIMO"}, "categoria"),
        (ITEM | {"tags": ["inventada"]}, "a tag outside the first catalogue"),
        (ITEM | {"categoria": "SPAM", "sentimento": "NEUTRO"}, "SPAM has no tags"),
        ({"id": "x"}, "without texto"),
        ("texto", "not a comment"),
        (ITEM | {"id": "g9"}, "in the gold set already"),
        (ITEM | {"texto": "Comentário G9!"}, "in the gold set already"),
    ],
)
def test_a_comment_that_cannot_be_gold_is_left_out_with_its_reason_and_without_its_text(item: Any, reason: str) -> None:
    found = convert([item], [sample("g9")])

    assert found.samples == []
    assert reason in found.skipped[0]
    assert "refrão" not in found.skipped[0]


@pytest.mark.parametrize("shape", ["list", "object", "lines"])
def test_the_api_exports_in_three_shapes(shape: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.json"
    rows = [ITEM, ITEM | {"id": "0d5f", "texto": "outro"}]
    bodies = {"list": json.dumps(rows), "object": json.dumps({"comentarios": rows})}
    path.write_text(bodies.get(shape) or "\n".join(map(json.dumps, rows)), encoding="utf-8")

    assert read_export(path) == rows


def test_gold_command_adds_to_what_is_there_and_repeats_harmlessly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "corrections.json", tmp_path / "gold.jsonl"
    source.write_text(json.dumps([ITEM]), encoding="utf-8")
    command = ["gold", "--from", str(source), "--to", str(target)]

    assert [main(command), main(command)] == [0, 0]

    assert len(read_samples(target)) == 1
    assert "0 gold items added" in capsys.readouterr().out
