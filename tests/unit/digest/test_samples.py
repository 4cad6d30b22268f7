"""Sample comments, and evidence for a question, are selected by a rule, at a bounded number of reads."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from alumusic.adapters.memory import MemorySearch
from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.reading.plan import CommentRow, IndexedQuery, Position
from alumusic.services.digest.samples import SampleComments
from alumusic.services.questions.evidence import EvidenceQuery, FindEvidence
from tests.support.comments import AT
from tests.support.digest import WEEK
from tests.support.digest import World as DigestWorld
from tests.support.questions import World

NOON = WEEK.start + timedelta(hours=12)
BAD = Category.CRITICISM, Sentiment.NEGATIVE


class Metered(MemorySearch):
    """Counts the documents read."""

    read_documents = 0

    def read(
        self, asked: IndexedQuery, after: Position | None, most: int, fields: Sequence[str] | None = None
    ) -> Sequence[CommentRow]:
        rows = super().read(asked, after, most, fields)
        self.read_documents += len(rows)
        return rows


def sampled(world: World) -> list[Mapping[str, Any]]:
    digest = DigestWorld()
    digest.store.shards = world.store.shards
    found = SampleComments(MemorySearch(world.store))(WEEK, digest.figures())
    return [one.model_dump(by_alias=True) for one in found]


def test_one_for_each_category_and_a_second_of_the_largest() -> None:
    world = World()
    for n in range(3):
        world.write(f"que voz mais bonita, {n} vezes", at=NOON, tags=("musica_vocal",))
    world.write("um comentário de muito longe", at=NOON)
    world.write("o som estava péssimo mesmo", *BAD, at=NOON, tags=("show_som",))
    world.write("ganhe 300 por dia, chama no link", Category.SPAM, Sentiment.NEUTRAL, at=NOON)

    found = sampled(world)

    assert [(one["categoria"], one["texto"]) for one in found] == [
        (Category.PRAISE, "que voz mais bonita, 0 vezes"),
        (Category.PRAISE, "um comentário de muito longe"),
        (Category.CRITICISM, "o som estava péssimo mesmo"),
    ]


def test_a_comment_of_another_week_too_short_too_long_or_unsure_stands_for_nobody() -> None:
    world = World()
    for text, at in (
        ("que voz mais bonita, semana antes", NOON - timedelta(weeks=1)),
        ("curto demais", NOON),
        ("longo demais " * 30, NOON),
    ):
        world.write(text, at=at)

    assert sampled(world) == []


def test_a_late_comment_published_in_the_week_can_be_a_sample() -> None:
    world = World()
    one = world.write("escrito na semana, recebido depois", at=NOON)
    world.store.comments[one]["received_at"] = AT

    assert [found["id"] for found in sampled(world)] == [one]


def test_personal_data_is_masked() -> None:
    world = World()
    world.write("que show! me chama em fulana@exemplo.com", at=NOON)

    assert sampled(world)[0]["texto"] == "que show! me chama em [email]"


def test_evidence_holds_the_most_of_the_question_and_no_spam() -> None:
    world = World()
    both = world.write("fila enorme no banheiro", *BAD, at=AT)
    one = world.write("a fila andou bem", at=AT + timedelta(minutes=1))
    world.write("compre fila de banheiro no link", Category.SPAM, Sentiment.NEUTRAL, at=AT)
    world.write("nada a ver com isso", at=AT)

    found = FindEvidence(MemorySearch(world.store))(EvidenceQuery("A fila do banheiro?", [], [], NOON))

    assert [row.id for row in found] == [both, one]


def test_evidence_costs_the_same_however_many_comments_there_are() -> None:
    world = World()
    for n in range(300):
        world.write(f"fila e banheiro e pista e ingresso caro {n}", *BAD, at=AT, artist="Céu", tags=("show_preco",))
    search = Metered(world.store)

    found = FindEvidence(search)(EvidenceQuery("Céu: fila, banheiro, pista, ingresso?", ["Céu"], ["show_preco"], NOON))

    assert len(found) == 8
    assert search.read_documents <= 60


def test_a_question_without_telling_words_finds_what_it_names() -> None:
    world = World()
    mine = world.write("que disco lindo", at=AT, artist="Céu")
    world.write("que disco lindo", at=AT, artist="Outra")

    search = MemorySearch(world.store)
    assert [row.id for row in FindEvidence(search)(EvidenceQuery("E Céu?", ["Céu"], [], NOON))] == [mine]
    assert FindEvidence(search)(EvidenceQuery("E a semana?", [], [], NOON)) == []
