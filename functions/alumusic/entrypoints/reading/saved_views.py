"""Routes that list, save and delete a curator's own views and those of the team."""

from alumusic.domain.reading.saved_view import SavedQuery
from alumusic.entrypoints.reading.models import SavedView, SavedViews, ViewRequest
from alumusic.entrypoints.routes import Access, Call, Routes
from alumusic.services.reading.saved_views import SavedQueries


def add_saved_view_routes(routes: Routes, views: SavedQueries) -> None:
    @routes.add("GET", "/api/visoes", "Visões salvas: as próprias e as da equipe", Access.CURATOR, answer=SavedViews)
    def saved(call: Call[None, None]) -> SavedViews:
        return SavedViews(visoes=[_view(found) for found in views.visible(call.caller)])

    @routes.add(
        "POST",
        "/api/visoes",
        "Salva uma visão",
        Access.CURATOR,
        answer=SavedView,
        status=201,
        errors=(409,),
    )
    def save(call: Call[None, ViewRequest]) -> SavedView:
        return _view(views.save(call.caller, call.body.nome, call.body.consulta, call.body.da_equipe))

    @routes.add("DELETE", "/api/visoes/<view_id>", "Apaga uma visão", Access.CURATOR, status=204)
    def delete(call: Call[None, None]) -> None:
        views.delete(call.caller, call.path["view_id"])


def _view(found: SavedQuery) -> SavedView:
    return SavedView(
        id=found.id,
        nome=found.name,
        consulta=found.query,
        da_equipe=found.shared,
        dono=found.owner_email,
        criada_em=found.created_at,
    )
