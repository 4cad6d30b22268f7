"""Routes that list, add, import and remove recipients of the weekly e-mail."""

from alumusic.domain.digest.stakeholder import Stakeholder
from alumusic.entrypoints.digest.models import (
    Imported,
    RejectedLine,
    StakeholderImport,
    StakeholderList,
    StakeholderRequest,
)
from alumusic.entrypoints.routes import Access, Call, Routes
from alumusic.services.digest.stakeholders import Stakeholders


def add_stakeholder_routes(routes: Routes, stakeholders: Stakeholders) -> None:
    @routes.add("GET", "/api/stakeholders", "Quem recebe o resumo", Access.CURATOR, answer=StakeholderList)
    def listed(call: Call[None, None]) -> StakeholderList:
        return StakeholderList(stakeholders=stakeholders.all())

    @routes.add(
        "POST",
        "/api/stakeholders",
        "Adiciona quem recebe o resumo",
        Access.CURATOR,
        answer=Stakeholder,
        status=201,
        errors=(409,),
    )
    def add(call: Call[None, StakeholderRequest]) -> Stakeholder:
        return stakeholders.add(call.body.email, call.body.nome, call.caller.email)

    @routes.add(
        "POST",
        "/api/stakeholders/importar",
        "Adiciona uma lista",
        Access.CURATOR,
        answer=Imported,
        errors=(422,),
    )
    def add_list(call: Call[None, StakeholderImport]) -> Imported:
        found = stakeholders.add_list(call.body.lista, call.caller.email)
        return Imported(
            adicionados=list(found.added),
            rejeitados=[
                RejectedLine(linha=line.number, texto=line.text[:300], erro=error.message, codigo=error.code)
                for line, error in found.rejected
            ],
        )

    @routes.add(
        "DELETE",
        "/api/stakeholders/<address:stakeholder_id>",
        "Retira quem recebe o resumo",
        Access.CURATOR,
        status=204,
    )
    def remove(call: Call[None, None]) -> None:
        stakeholders.remove(call.path["stakeholder_id"])
