"""Recipients of the weekly e-mail: added singly or by a list, removed, or unsubscribed by themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from alumusic.domain.digest.stakeholder import RecipientLine, Stakeholder, lines_of
from alumusic.errors import AluMusicError, Code, Conflict, InvalidRequest, NotFound, NothingValid
from alumusic.services.accounts.addresses import checked_address, user_id
from alumusic.services.parallel import in_parallel

MOST_LINES = 1_000  # lines of one list, which take a few seconds to write
_LONGEST_NAME = 100


class StakeholderStore(Protocol):
    def add(self, stakeholder: Stakeholder) -> bool:
        """False if the id exists."""

    def get(self, stakeholder_id: str) -> Stakeholder | None: ...
    def all(self) -> Sequence[Stakeholder]: ...
    def remove(self, stakeholder_id: str) -> None: ...
    def unsubscribe(self, stakeholder_id: str, at: datetime) -> bool:
        """False if there is no recipient with this id."""


class RejectedRecipient(NamedTuple):
    line: RecipientLine
    error: AluMusicError


class ImportResult(NamedTuple):
    added: Sequence[Stakeholder]
    rejected: Sequence[RejectedRecipient]


@dataclass(frozen=True)
class Stakeholders:
    store: StakeholderStore
    clock: Callable[[], datetime]

    def all(self) -> list[Stakeholder]:
        return sorted(self.store.all(), key=lambda one: one.email)

    def add(self, email: str, name: str | None, who: str) -> Stakeholder:
        """Raises InvalidRequest for an invalid address, Conflict for one that is listed or has unsubscribed."""
        address, _ = checked_address(email)
        stakeholder = Stakeholder(
            id=user_id(address), email=address, name=name, added_by=who, added_at=self.clock(), unsubscribed_at=None
        )
        if not self.store.add(stakeholder):
            raise _taken(self.store.get(stakeholder.id))
        return stakeholder

    def add_list(self, listed: str, who: str) -> ImportResult:
        """Adds the valid lines and returns the rejected ones. Raises NothingValid if no line adds a recipient."""
        lines = list(lines_of(listed))
        if len(lines) > MOST_LINES:
            raise NothingValid(f"a lista passa de {MOST_LINES} linhas; envie em partes", Code.TOO_MANY_LINES)
        first: dict[str, int] = {}
        for line in lines:
            first.setdefault(line.email.lower(), line.number)
        tried = in_parallel(lambda line: self._add_line(line, first[line.email.lower()], who), lines)
        added = [one for one in tried if isinstance(one, Stakeholder)]
        rejected = [one for one in tried if isinstance(one, RejectedRecipient)]
        if not added:
            details = [{"linha": line.number, "erro": error.message, "codigo": error.code} for line, error in rejected]
            raise NothingValid("nenhuma linha da lista pôde ser adicionada", Code.NO_VALID_ADDRESS, details)
        return ImportResult(added, rejected)

    def remove(self, stakeholder_id: str) -> None:
        """Raises NotFound."""
        if self.store.get(stakeholder_id) is None:
            raise NotFound("este destinatário não existe", Code.NOT_FOUND)
        self.store.remove(stakeholder_id)

    def unsubscribe(self, stakeholder_id: str) -> bool:
        """False if there is no recipient with this id."""
        return self.store.unsubscribe(stakeholder_id, self.clock())

    def _add_line(self, line: RecipientLine, first: int, who: str) -> Stakeholder | RejectedRecipient:
        try:
            if first != line.number:
                raise Conflict(f"repete o endereço da linha {first}", Code.ADDRESS_REPEATED)
            if line.name and (len(line.name) > _LONGEST_NAME or not line.name.isprintable()):
                raise InvalidRequest(
                    f"o nome deve ter no máximo {_LONGEST_NAME} caracteres legíveis", Code.INVALID_NAME
                )
            return self.add(line.email, line.name, who)
        except InvalidRequest as error:
            return RejectedRecipient(line, error)


def _taken(found: Stakeholder | None) -> Conflict:
    if found is not None and found.unsubscribed_at is not None:
        return Conflict(
            "esta pessoa cancelou a inscrição; se ela quiser voltar, remova-a da lista e adicione de novo",
            Code.UNSUBSCRIBED,
        )
    return Conflict("este endereço já recebe o resumo", Code.ALREADY_RECIPIENT)
