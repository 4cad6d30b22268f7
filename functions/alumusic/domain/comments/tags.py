"""The tag catalogue: initial codes with explanations, and the curators' decisions on codes invented by the model."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

TAG_CODE = "[a-z0-9]+(_[a-z0-9]+){0,5}"
LONGEST_TAG_CODE = 60

CATALOGUE: dict[str, str] = {
    "musica_letra": "Letra da música: versos, rimas, mensagem",
    "musica_melodia": "Melodia e harmonia da música",
    "musica_batida": "Batida, ritmo e levada da música",
    "musica_producao": "Produção, mixagem e arranjo da música",
    "musica_vocal": "Voz e interpretação vocal",
    "musica_autotune": "Uso de autotune ou efeitos na voz",
    "musica_feat": "Participação de outro artista na faixa",
    "musica_duracao": "Duração da música",
    "musica_originalidade": "Originalidade da música, ou falta dela",
    "album_capa": "Capa e arte do álbum",
    "album_coesao": "Coesão e ordem das faixas do álbum",
    "album_lancamento": "Lançamento do álbum: data, anúncio, espera",
    "clipe_narrativa": "História e roteiro do clipe",
    "clipe_visual": "Fotografia, figurino e visual do clipe",
    "show_energia": "Energia e clima do show",
    "show_som": "Qualidade do som no show",
    "show_duracao": "Duração do show e atrasos",
    "show_setlist": "Repertório do show",
    "show_preco": "Preço dos ingressos",
    "show_organizacao": "Organização do show: filas, acesso, segurança",
    "show_datas": "Datas e cidades da turnê",
    "artista_carisma": "Carisma e presença do artista",
    "artista_interacao": "Interação do artista com o público e os fãs",
    "artista_trajetoria": "Trajetória e carreira do artista",
    "plataforma_offline": "Downloads e modo offline",
    "plataforma_playlist": "Playlists e filas de reprodução",
    "plataforma_busca": "Busca na plataforma",
    "plataforma_recomendacao": "Recomendações e descobertas",
    "plataforma_qualidade_audio": "Qualidade do áudio na plataforma",
    "plataforma_anuncios": "Anúncios e propaganda na plataforma",
    "plataforma_preco": "Preço e planos da assinatura",
    "plataforma_bug": "Falhas e travamentos do aplicativo",
    "plataforma_letras": "Letras sincronizadas na plataforma",
    "merch_produtos": "Produtos oficiais: camisetas, vinis, brindes",
}

MAX_ACCEPTED = 200  # every call's prompt lists them all
MAX_DECISIONS = 1_000  # one document holds them all, and every classifier reads it


def is_tag_code(text: str) -> bool:
    return len(text) <= LONGEST_TAG_CODE and re.fullmatch(TAG_CODE, text) is not None


class _TagDecision(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str
    at: AwareDatetime


class AcceptedTag(_TagDecision):
    explanation: str


class MergedTag(_TagDecision):
    into: str


class RejectedTag(_TagDecision):
    pass


_GROUPS: dict[type[_TagDecision], str] = {AcceptedTag: "accepted", MergedTag: "merged", RejectedTag: "rejected"}


class TagLabels(NamedTuple):
    tags: tuple[str, ...]
    candidates: tuple[str, ...]


class TagCatalogue(BaseModel):
    """A code is in at most one of the three maps."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    accepted: Mapping[str, AcceptedTag] = {}
    merged: Mapping[str, MergedTag] = {}
    rejected: Mapping[str, RejectedTag] = {}

    def __contains__(self, code: object) -> bool:
        return code in CATALOGUE or code in self.accepted

    @property
    def tags(self) -> dict[str, str]:
        """Code → explanation, the initial catalogue first."""
        return CATALOGUE | {code: found.explanation for code, found in self.accepted.items()}

    @property
    def decisions(self) -> int:
        return len(self.accepted) + len(self.merged) + len(self.rejected)

    def explain(self, code: str) -> str:
        return self.tags.get(code, code)

    def decided(self, code: str, decision: AcceptedTag | MergedTag | RejectedTag) -> "TagCatalogue":
        groups: dict[str, dict[str, _TagDecision]] = {
            name: {other: found for other, found in getattr(self, name).items() if other != code}
            for name in TagCatalogue.model_fields
        }
        groups[_GROUPS[type(decision)]][code] = decision
        return TagCatalogue.model_validate(groups)

    def labels(self, tags: Iterable[str], candidates: Iterable[str]) -> TagLabels:
        """Accepted candidates become tags, merged ones become their target, rejected ones are dropped, others stay."""
        found, left = dict.fromkeys(tags), []
        for code in candidates:
            if code in self.merged:
                found[self.merged[code].into] = None
            elif code in self:
                found[code] = None
            elif code not in self.rejected:
                left.append(code)
        return TagLabels(tuple(found), tuple(left))
