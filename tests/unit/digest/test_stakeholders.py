"""Recipients of the weekly e-mail."""

import pytest

from alumusic.adapters.memory import MemoryStakeholders, MemoryStore
from alumusic.errors import Conflict, InvalidRequest, NotFound, NothingValid
from alumusic.services.digest.stakeholders import MOST_LINES, Stakeholders
from tests.support.comments import AT

ANA = "ana@alumusic.com"


@pytest.fixture
def people() -> Stakeholders:
    return Stakeholders(MemoryStakeholders(MemoryStore()), lambda: AT)


def test_an_address_is_there_once_however_it_is_spelt(people: Stakeholders) -> None:
    people.add("Bia@Exemplo.com ", "Bia", ANA)

    with pytest.raises(Conflict) as error:
        people.add("bia@exemplo.COM", None, ANA)

    assert error.value.code == "ja_inscrito"
    assert [(one.email, one.name, one.added_by) for one in people.all()] == [("bia@exemplo.com", "Bia", ANA)]


@pytest.mark.parametrize("email", ["", "bia", "bia@", "bia@exemplo", "a b@exemplo.com", "b@exemplo.com\nBcc: x@y.com"])
def test_a_recipient_needs_a_valid_address(people: Stakeholders, email: str) -> None:
    with pytest.raises(InvalidRequest) as error:
        people.add(email, None, ANA)

    assert error.value.code == "email_invalido"


def test_an_unsubscribed_person_stays_out_until_removed_and_added_again(people: Stakeholders) -> None:
    bia = people.add("bia@exemplo.com", None, ANA)

    assert people.unsubscribe(bia.id)
    with pytest.raises(Conflict) as error:
        people.add("bia@exemplo.com", None, ANA)
    people.remove(bia.id)

    assert error.value.code == "inscricao_cancelada"
    assert people.add("bia@exemplo.com", None, ANA).unsubscribed_at is None


def test_nobody_can_be_removed_or_unsubscribed_twice(people: Stakeholders) -> None:
    bia = people.add("bia@exemplo.com", None, ANA)
    people.remove(bia.id)

    with pytest.raises(NotFound):
        people.remove(bia.id)
    assert not people.unsubscribe(bia.id)


def test_a_list_is_read_in_every_form_that_people_keep_one(people: Stakeholders) -> None:
    found = people.add_list(
        'Nome;E-mail\nMaria da Silva;maria@exemplo.com\njoao@exemplo.com\n\n"Souza, Zé" <ze@exemplo.com>,\n'
        "lia@exemplo.com,Lia\nrui@exemplo.com\tRui\r\n",
        ANA,
    )

    assert {one.email: one.name for one in found.added} == {
        "maria@exemplo.com": "Maria da Silva",
        "joao@exemplo.com": None,
        "ze@exemplo.com": "Souza, Zé",
        "lia@exemplo.com": "Lia",
        "rui@exemplo.com": "Rui",
    }
    assert found.rejected == []


def test_bad_lines_are_named_and_do_not_sink_the_good_ones(people: Stakeholders) -> None:
    people.add("velha@exemplo.com", None, ANA)

    found = people.add_list(
        f"nova@exemplo.com\nsem arroba\nNOVA@exemplo.com\nvelha@exemplo.com\n{'x' * 101};longa@exemplo.com", ANA
    )

    assert [one.email for one in found.added] == ["nova@exemplo.com"]
    assert [(line.number, error.code) for line, error in found.rejected] == [
        (2, "email_invalido"),
        (3, "repetido"),
        (4, "ja_inscrito"),
        (5, "nome_invalido"),
    ]


def test_a_list_that_adds_nobody_says_why(people: Stakeholders) -> None:
    with pytest.raises(NothingValid) as error:
        people.add_list("ninguém\n", ANA)

    assert error.value.details == [{"linha": 1, "erro": "o e-mail não é válido", "codigo": "email_invalido"}]


def test_a_list_has_a_limit(people: Stakeholders) -> None:
    with pytest.raises(NothingValid) as error:
        people.add_list("\n".join(f"p{n}@exemplo.com" for n in range(MOST_LINES + 1)), ANA)

    assert (error.value.code, people.all()) == ("linhas_demais", [])
