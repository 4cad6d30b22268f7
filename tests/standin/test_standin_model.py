"""Properties of the stand-in's model that hold at any quality, trained on a part of the corpus."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.comments.tags import CATALOGUE
from local.standin.model import classifier as model
from local.standin.model import corpus
from local.standin.model.classifier import Model, look
from local.standin.model.concepts import concepts
from local.standin.model.grams import stem
from local.standin.model.lexicon import Lexicon, cues, tag_words
from local.standin.model.text import read

LEARNED = 400  # comments: enough of each category for each fold, and quick to train


@pytest.fixture(scope="module")
def trained() -> Model:
    from local.standin.model.training import train

    examples = corpus.read(corpus.FOLDER.glob("*.jsonl"))
    return train(examples[:: len(examples) // LEARNED], "test")


def test_every_line_of_the_corpus_is_labelled_as_the_domain_says() -> None:
    for example in corpus.read(corpus.FOLDER.glob("*.jsonl")):
        assert example.categoria in list(Category), example
        assert example.sentimento in list(Sentiment), example
        assert set(example.tags) <= set(CATALOGUE), example
        assert example.texto.strip()


def test_every_tag_of_the_catalogue_has_its_words() -> None:
    assert set(tag_words().kinds) == set(CATALOGUE)


def test_clear_cases_are_told_apart(trained: Model) -> None:
    texts = [
        "amei essa música, que voz linda",
        "quando sai o álbum novo?",
        "ganhe R$ 500 por dia no zap, clique no link",
    ]

    found = [verdict.categoria for verdict in trained.judge(texts)]

    assert found == ["ELOGIO", "DÚVIDA", "SPAM"]


def test_the_model_calls_spam_neutral_and_gives_it_no_tags(trained: Model) -> None:
    [spam] = trained.judge(["COMPRE SEGUIDORES no [link] letra voz clipe 💰💰 frete grátis"])

    assert (spam.categoria, spam.sentimento, spam.tags) == ("SPAM", "NEUTRO", [])


@pytest.mark.parametrize("text", ["", "   ", "\n", "...", "?!", "-"])
def test_a_text_without_a_word_has_a_fixed_answer(trained: Model, text: str) -> None:
    assert trained.judge([text]) == [("", "SPAM", "NEUTRO", [], 0.5)]


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(max_size=80), max_size=4))
def test_any_text_gets_one_valid_answer(trained: Model, texts: list[str]) -> None:
    verdicts = trained.judge(texts)

    assert len(verdicts) == len(texts)
    for text, verdict in zip(texts, verdicts, strict=True):
        assert verdict.categoria in list(Category)
        assert verdict.sentimento in list(Sentiment)
        assert len(verdict.tags) <= 4
        assert set(verdict.tags) <= set(CATALOGUE)
        assert 0 <= verdict.confianca <= 1
        assert verdict.evidencia in " ".join(text.split())


def test_the_neighbours_do_not_matter(trained: Model) -> None:
    texts = ["que show", "o app trava", "podia ter legenda"]

    assert trained.judge(texts) == [trained.judge([text])[0] for text in texts]


def test_a_model_is_kept_and_found_again(trained: Model, tmp_path: Path) -> None:
    (tmp_path / f"{model.version()}.pickle").write_bytes(pickle.dumps(trained))

    found = model.load(tmp_path)

    assert found.judge(["amei"]) == trained.judge(["amei"])


def test_reading_undoes_capitals_accents_and_elongations() -> None:
    assert read("AMEEEEI demais, É TUDO").tokens == ("amei", "demais", "e", "tudo")


def test_money_emojis_laughter_and_hashtags_become_tokens() -> None:
    tokens = read("R$ 300 por dia 💸 kkkkk 🔥 #hit ???").tokens

    assert tokens == ("xdinheiro", "por", "dia", "xvenda", "xriso", "xalegria", "xhashtag", "??")


def test_personal_data_reads_the_same_masked_or_not() -> None:
    assert look("me chama: a@b.com (11) 91234-5678").tokens == look("me chama: [email] [telefone]").tokens


def test_cues_may_be_phrases_and_prefixes(tmp_path: Path) -> None:
    (tmp_path / "cues.txt").write_text("# a comment\n[good]\nbom, bom demais, ador*\n[bad]\nnão gostei\n")
    lexicon = Lexicon(tmp_path / "cues.txt")

    assert lexicon.count(read("Bom demais, adorei! Bombom.").words) == {"good": 2, "bad": 0}
    assert lexicon.count(read("nao gostei").words) == {"good": 0, "bad": 1}


def test_concepts_bring_rare_wishes_together() -> None:
    assert (
        concepts(look("bem que podiam ter legenda"))[:2] == concepts(look("seria bom ter cifra"))[:2] == ["^", "Kwish"]
    )
    assert "wish" in cues().kinds


def test_forms_of_a_word_share_a_stem() -> None:
    assert len({stem(word) for word in ("adorei", "adorou", "adorando")}) == 1
