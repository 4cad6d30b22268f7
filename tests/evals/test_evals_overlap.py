from collections.abc import Sequence

from evals.overlap import Overlap, overlaps, project_texts
from evals.sample import Sample, load_gold
from tests.support.evals import sample


def _says(text: str) -> Sample:
    return sample("g1").model_copy(update={"texto": text})


def near_duplicates(samples: Sequence[Sample], others: Sequence[str]) -> list[Overlap]:
    return [found for found in overlaps(samples, others) if found.near_duplicate]


def test_no_gold_comment_is_a_near_duplicate_of_what_the_project_wrote() -> None:
    gold, injections = load_gold()

    found = near_duplicates([*gold, *injections], project_texts())

    assert found == [], "the gold set was there first: change the other text"


def test_the_project_texts_are_corpus_demo_and_prompt_examples() -> None:
    texts = project_texts()

    assert len(texts) > 4_000
    assert "a voz dela nessa faixa me desmontou" in texts


def test_a_changed_name_or_number_is_a_near_duplicate() -> None:
    ours = _says("Compre seguidores reais e brasileiros! 1000 por apenas 9,90 entrega imediata")

    found = near_duplicates(
        [ours], ["x", "compre SEGUIDORES reais e brasileiros, 500 por apenas 7,90, entrega imediata"]
    )

    assert len(found) == 1
    assert found[0].other.startswith("compre")


def test_a_short_comment_inside_a_long_one_is_a_near_duplicate() -> None:
    ours = _says("vai ter sessão de autógrafos depois?")

    found = near_duplicates(
        [ours], ["gente, vai ter sessão de autógrafos da Nina em Campinas? vi num story e sumiu de novo"]
    )

    assert found[0].contained >= 0.5


def test_a_shared_stock_phrase_is_no_near_duplicate() -> None:
    ours = _says("tênis importado com 40% de desconto, link na bio, vagas limitadas")

    assert near_duplicates([ours], ["renda extra em casa sem sair do sofá, link na bio, chama que explico"]) == []


def test_texts_without_a_single_gram_are_not_alike() -> None:
    assert overlaps([_says("🔥")], ["🎰"])[0].likeness == 0
