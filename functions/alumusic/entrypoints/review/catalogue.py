"""Routes of the tag catalogue and of the agreement between model and reviewers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alumusic.domain.comments.classification import Category
from alumusic.domain.comments.tags import CATALOGUE, AcceptedTag, MergedTag, RejectedTag, TagCatalogue, is_tag_code
from alumusic.domain.review.agreement import Confusion, Pair, equal, kappa, of_model, of_people
from alumusic.entrypoints.review.catalogue_models import (
    Agreement,
    Candidate,
    CandidateDecision,
    Catalogue,
    CatalogueTag,
    CategoryAgreement,
    Decision,
    DecisionView,
    Example,
)
from alumusic.entrypoints.routes import Access, Call, Routes
from alumusic.errors import Code, InvalidRequest, NotFound
from alumusic.services.review.many import ShowAgreement
from alumusic.services.review.tags import CandidateTag, SweepResult, Tags


@dataclass(frozen=True)
class CatalogueServices:
    tags: Tags
    agreement: ShowAgreement


def add_catalogue_routes(routes: Routes, services: CatalogueServices) -> None:
    tags = services.tags

    @routes.add("GET", "/api/tags", "Catálogo de tags e candidatas", Access.CURATOR, answer=Catalogue)
    def catalogue(call: Call[None, None]) -> Catalogue:
        return _catalogue(tags.known.fresh(), tags.inventions())

    @routes.add(
        "POST",
        "/api/tags/candidatas/<code>",
        "Decide sobre uma tag candidata",
        Access.CURATOR,
        answer=SweepResult,
        errors=(409,),
    )
    def decide(call: Call[None, CandidateDecision]) -> SweepResult:
        code = call.path["code"]
        if not is_tag_code(code):
            raise NotFound("este código não tem o formato de uma tag", Code.NOT_FOUND)
        return tags.decide(code, _decision(call.body, call.caller.email))

    @routes.add("GET", "/api/concordancia", "Concordância entre modelo e pessoas", Access.CURATOR, answer=Agreement)
    def agreement(call: Call[None, None]) -> Agreement:
        return _agreement(services.agreement())


def _decision(body: CandidateDecision, who: str) -> Callable[[datetime], AcceptedTag | MergedTag | RejectedTag]:
    if body.decisao is Decision.ACCEPT:
        if body.explicacao is None:
            raise InvalidRequest("para aceitar, explique a tag em 'explicacao'", Code.EXPLANATION_MISSING)
        explanation = body.explicacao
        return lambda at: AcceptedTag(explanation=explanation, by=who, at=at)
    if body.decisao is Decision.MERGE:
        if body.destino is None:
            raise InvalidRequest("para mesclar, diga a tag em 'destino'", Code.TARGET_MISSING)
        into = body.destino
        return lambda at: MergedTag(into=into, by=who, at=at)
    return lambda at: RejectedTag(by=who, at=at)


def _catalogue(found: TagCatalogue, inventions: Sequence[CandidateTag]) -> Catalogue:
    candidates = [
        Candidate(
            codigo=one.code,
            comentarios=one.comments,
            exemplos=[Example(id=example.id, texto=example.text) for example in one.examples],
        )
        for one in inventions
    ]
    return Catalogue(
        tags=[
            CatalogueTag(codigo=code, explicacao=text, da_curadoria=code not in CATALOGUE)
            for code, text in found.tags.items()
        ],
        candidatas=candidates,
        decisoes=sorted(_decisions(found), key=lambda one: one.em, reverse=True),
    )


def _decisions(found: TagCatalogue) -> list[DecisionView]:
    kinds: list[tuple[Decision, Mapping[str, AcceptedTag | MergedTag | RejectedTag]]] = [
        (Decision.ACCEPT, found.accepted),
        (Decision.MERGE, found.merged),
        (Decision.REJECT, found.rejected),
    ]
    return [
        DecisionView(codigo=code, decisao=kind, destino=getattr(one, "into", None), por=one.by, em=one.at)
        for kind, group in kinds
        for code, one in group.items()
    ]


def _agreement(counts: Confusion) -> Agreement:
    return Agreement(
        revisados=counts.total(),
        iguais=equal(counts),
        kappa=kappa(counts),
        matriz={model: {people: counts[Pair(model, people)] for people in Category} for model in Category},
        categorias=[
            CategoryAgreement(
                categoria=category,
                do_modelo=of_model(counts, category),
                das_pessoas=of_people(counts, category),
                iguais=counts[Pair(category, category)],
            )
            for category in Category
        ],
    )
