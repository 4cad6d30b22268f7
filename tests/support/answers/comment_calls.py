"""Recorded calls: sending, reading, exporting, reviewing and erasing comments."""

import json

from tests.support.answers import listeners
from tests.support.answers.caller import UNKNOWN, Caller

_NDJSON, _CSV = {"Content-Type": "application/x-ndjson"}, {"Content-Type": "text/csv"}


class CommentCalls(Caller):
    def sending(self) -> None:
        call, sender, route = self.call, self.who.sender, "POST /api/comentarios"
        old, recent = listeners.old(self.now), listeners.recent(self.now)
        first = call(route, "antigos", token=sender, body={"comentarios": old}, headers={"Idempotency-Key": "março"})
        self.settled(first)
        call(route, "mesma chave", token=sender, body={"comentarios": old}, headers={"Idempotency-Key": "março"})
        call(route, "chave reutilizada", token=sender, body={"texto": "outro"}, headers={"Idempotency-Key": "março"})
        self.settled(call(route, "recentes", token=sender, body=recent))
        bad = [
            {"texto": "  "}, {"text": 7}, "solto", {"texto": "x", "id": "1"}, {"texto": "x", "id": old[0]["id"]},
            {"texto": "x", "publicado_em": "ontem"}, {"texto": "x", "publicado_em": "2024-03-04T10:00:00"},
            {"texto": "x", "publicado_em": "1980-01-01T00:00:00Z"}, {"texto": "x" * 5_001}, {"texto": "x\x00"},
            {"texto": "x", "publicado_em": "2999-01-01T00:00:00Z"}, {"texto": "x", "artista": "y" * 201}, {},
        ]  # fmt: skip
        call(route, "nada válido", token=sender, body=bad)
        good = {"id": listeners.number(201), "text": "que show lindo", "publicado_em": "2024-03-05T20:00:00-03:00"}
        self.settled(call(route, "em parte", token=sender, body=[*bad[:3], good]))
        lines = json.dumps({**good, "id": listeners.number(202)}).encode() + b"\n{quebrada\n"
        self.settled(call(route, "NDJSON", token=sender, body=lines, headers=_NDJSON))
        table = f"id;texto;artista\n{listeners.number(203)};adorei o bis;Téo Nogueira\n;a;b;c\n".encode()
        self.settled(call(route, "CSV", token=self.who.curator, body=table, headers=_CSV))
        form = (
            b'--b\r\nContent-Disposition: form-data; name="arquivo"; filename="a.csv"\r\n\r\n'
            + f"id,texto\r\n{listeners.number(204)},o bis foi curto\r\n".encode()
            + b"\r\n--b--\r\n"
        )
        kind = {"Content-Type": "multipart/form-data; boundary=b"}
        self.settled(call(route, "arquivo", token=sender, body=form, headers=kind))
        self._refused(kind)

    def _refused(self, form: dict[str, str]) -> None:
        call, sender, route = self.call, self.who.sender, "POST /api/comentarios"
        call(route, "token ruim", token="abc.def.ghi", body={"texto": "oi"})
        call(route, "não é JSON", token=sender, body=b'{"texto": NaN}')
        call(route, "lista vazia", token=sender, body={"comentarios": []})
        call(route, "lista que não é", token=sender, body={"comentarios": 3})
        call(route, "valor solto", token=sender, body=3)
        call(route, "não é UTF-8", token=sender, body=b'{"texto": "\xe1"}')
        call(route, "CSV sem texto", token=sender, body=b"id,nome\n1,a\n", headers=_CSV)
        call(route, "sem arquivo", token=sender, body=b"--b--\r\n", headers=form)
        call(route, "outro tipo", token=sender, body=b"oi", headers={"Content-Type": "text/plain"})
        call(route, "lote grande", token=sender, body=b"[" + b"{}," * 5_000 + b"{}]")
        call(route, "chave longa", token=sender, body={"texto": "oi"}, headers={"Idempotency-Key": "k" * 201})
        api = "POST /api/api/comentarios"
        sent = {"id": listeners.number(205), "texto": "a batida é boa, mas a letra é fraca"}
        self.settled(call(api, "pela hospedagem", token=sender, body=sent, direct=True))
        call(api, "sem token", body=sent, direct=True)

    def reading(self) -> None:
        call, token, route = self.call, self.who.curator, "GET /api/comentarios"
        page = call(route, "primeira página", token=token, query={"limite": 3})
        call(route, "segunda página", token=token, query={"limite": 3, "cursor": page.json["proximo"]})
        call(route, "cursor ruim", token=token, query={"cursor": "abc"})
        call(route, "palavras", token=token, query={"busca": "REFRAO voz", "limite": 5})
        call(route, "frase", token=token, query={"search": '"modo offline"', "limite": 2})
        filters = [("categoria", "critica"), ("category", "dúvida"), ("artista", "Banda Pé de Vento")]
        call(route, "filtros", token=token, query=filters)
        less = {"ordem": "menos_certos", "confianca_max": "0.6", "revisado": "nao", "limite": 2}
        call(route, "menos certos", token=token, query=less)
        call(route, "nenhum", token=token, query={"artista": "Ninguém"})
        call(route, "de um dia", token=token, query={"de": "2024-01-01", "ate": "2024-01-02"})
        wrong = {"limite": "0", "ordem": "acaso", "de": "13", "confianca_min": "2", "cor": "azul", "categoria": "X"}
        call(route, "valores ruins", token=token, query=wrong)
        call(route, "repetido", token=token, query=[("limite", "1"), ("limite", "2")])
        one = "GET /api/comentarios/{comment_id}"
        call(one, "de 2024", listeners.number(1), token=token)
        call(one, "desconhecido", UNKNOWN, token=token)
        call(one, "id impossível", "1", token=token)
        for path in ("contagens", "graficos"):
            call(f"GET /api/comentarios/{path}", "todos", token=token)
            call(f"GET /api/comentarios/{path}", "filtrados", token=token, query={"tag": "plataforma_bug"})
            call(f"GET /api/comentarios/{path}", "filtro ruim", token=token, query={"sentimento": "alegre"})

    def exporting(self) -> None:
        call, token, route = self.call, self.who.curator, "GET /api/comentarios/exportar"
        only = {"artista": "Téo Nogueira", "ate": "2999-01-01"}
        call(route, "CSV", token=token, query=only)
        call(route, "CSV de planilha", token=token, query={**only, "bom": "true", "separador": ";"})
        for kind in ("json", "ndjson"):
            call(route, kind, token=token, query={**only, "formato": kind})
            call(route, f"{kind} vazio", token=token, query={"artista": "Ninguém", "format": kind})
        call(route, "sem total", token=token, query={"busca": "refrão voz", "formato": "ndjson"})
        call(route, "formato desconhecido", token=token, query={"formato": "xml"})
        for kind in ("csv", "json", "ndjson"):
            query = {"artista": "Banda Pé de Vento", "categoria": "dúvida", "format": kind}
            call("GET /api/comentarios", f"como arquivo {kind}", token=token, query=query)

    def reviewing(self) -> None:
        call, token, route = self.call, self.who.curator, "PATCH /api/comentarios/{comment_id}"
        comment, undo = listeners.number(8), "POST /api/comentarios/{comment_id}/desfazer"
        change = {"categoria": "elogio", "tags": ["musica_melodia"], "nota": " é um elogio "}
        call(route, "sem If-Match", comment, token=token, body=change)
        call(route, "If-Match ruim", comment, token=token, body=change, headers=_seen("x"))
        call(route, "corrige", comment, token=token, body=change, headers=_seen("0"))
        call(route, "revisão antiga", comment, token=token, body=change, headers=_seen("0"))
        call(route, "nada a corrigir", comment, token=token, body={}, headers=_seen("1"))
        call(route, "tag desconhecida", comment, token=token, body={"tags": ["xyz"]}, headers=_seen("1"))
        call(route, "valor ruim", comment, token=token, body={"categoria": "BOM", "nota": 3}, headers=_seen("1"))
        call(route, "aceita", comment, token=token, body={"revisado": True}, headers={"If-Match": 'W/"1"'})
        call(route, "desconhecido", UNKNOWN, token=token, body=change, headers=_seen("0"))
        call(undo, "desfaz", comment, token=token, headers={"If-Match": "2"})
        call(undo, "revisão antiga", comment, token=token, headers=_seen("2"))
        call(undo, "sem If-Match", comment, token=token)
        call(undo, "If-Match ruim", comment, token=token, headers=_seen("x"))
        call(undo, "nada a desfazer", listeners.number(7), token=token, headers=_seen("0"))
        call(undo, "desconhecido", UNKNOWN, token=token, headers=_seen("0"))
        again = "POST /api/comentarios/{comment_id}/reclassificar"
        call(again, "de novo", comment, token=token)
        call(again, "desconhecido", UNKNOWN, token=token)
        self.until(lambda: self.get(f"/api/comentarios/{comment}")["revisao"] == 4)
        call("GET /api/comentarios/{comment_id}", "com histórico", comment, token=token)
        self._many()

    def _many(self) -> None:
        call, token, route = self.call, self.who.curator, "POST /api/revisoes"
        items = [{"id": listeners.number(n), "revisao": seen} for n, seen in ((11, 0), (12, 0), (13, 5), (999, 0))]
        call(route, "aceita", token=token, body={"acao": "aceitar", "itens": items})
        correct = {"acao": "corrigir", "categoria": "SUGESTÃO", "itens": [{"id": listeners.number(2), "revisao": 0}]}
        call(route, "corrige", token=token, body=correct)
        undone = [{"id": listeners.number(11), "revisao": 1}, {"id": listeners.number(14), "revisao": 0}]
        call(route, "desfaz", token=token, body={"acao": "desfazer", "itens": undone})
        call(route, "sem itens", token=token, body={"acao": "aceitar", "itens": []})
        call(route, "ação desconhecida", token=token, body={"acao": "x", "itens": [{"id": "", "revisao": "0"}]})

    def failures(self) -> None:
        """A comment that the model refuses fails, is read, and is resent after the model accepts it."""
        call, token, comment = self.call, self.who.curator, listeners.number(301)
        self.faults({"poison": listeners.LOST, "poison_kind": "blocked"})
        sent = {"id": comment, "texto": listeners.LOST, "publicado_em": "2024-03-06T12:00:00-03:00"}
        batch = call("POST /api/comentarios", "que falha", token=self.who.sender, body=sent)
        self.settled(batch)
        call("GET /api/comentarios/{comment_id}", "que falhou", comment, token=token)
        call("GET /api/comentarios", "falhas", token=token, query={"status": "falhou"})
        call("GET /api/comentarios/exportar", "falhas", token=token, query={"status": "FALHOU"})
        call("GET /api/operacao", "com falha", token=token)
        call("GET /api/lotes/{batch_id}", "com falha", batch.json["lote_id"], token=token)
        call("POST /api/comentarios/{comment_id}/reclassificar", "que falhou", comment, token=token)
        accept = {"revisado": True}
        call("PATCH /api/comentarios/{comment_id}", "que falhou", comment, token=token, body=accept, headers=_seen("0"))
        self.faults({})
        call("POST /api/reprocessar", "um", token=token, body={"ids": [comment, UNKNOWN]})
        self.until(lambda: self.get(f"/api/comentarios/{comment}")["status"] == "CONCLUIDO")
        call("POST /api/reprocessar", "nenhum", token=token, body={})
        call("POST /api/reprocessar", "lista vazia", token=token, body={"ids": []})
        call("GET /api/comentarios/{comment_id}", "que foi enviado de novo", comment, token=token)

    def catalogue(self) -> None:
        call, token, route = self.call, self.who.curator, "POST /api/tags/candidatas/{code}"
        call("GET /api/tags", "no começo", token=token)
        call(route, "aceita", "musica_coral", token=token, body={"decisao": "aceitar", "explicacao": "Coral e coro"})
        call(route, "mescla", "coro", token=token, body={"decisao": "mesclar", "destino": "musica_vocal"})
        call(route, "rejeita", "xyz", token=token, body={"decisao": "rejeitar"})
        call(route, "sem explicação", "abc", token=token, body={"decisao": "aceitar"})
        call(route, "sem destino", "abc", token=token, body={"decisao": "mesclar"})
        call(route, "destino desconhecido", "abc", token=token, body={"decisao": "mesclar", "destino": "nenhuma"})
        call(route, "já no catálogo", "musica_vocal", token=token, body={"decisao": "rejeitar"})
        call(route, "código impossível", "A-B", token=token, body={"decisao": "rejeitar"})
        call("GET /api/tags", "decididas", token=token)
        view = {"nome": "Críticas ao app", "consulta": "?categoria=CRÍTICA&tag=plataforma_bug"}
        mine = call("POST /api/visoes", "própria", token=token, body=view).json["id"]
        call("POST /api/visoes", "da equipe", token=self.who.admin, body={**view, "da_equipe": True})
        call("POST /api/visoes", "outra igual", token=token, body=view)
        call("POST /api/visoes", "valor ruim", token=token, body={**view, "nome": "", "da_equipe": 1})
        team = call("GET /api/visoes", "lista", token=token).json["visoes"]
        theirs = next(one["id"] for one in team if one["da_equipe"])
        call("DELETE /api/visoes/{view_id}", "de outra pessoa", theirs, token=token)
        call("DELETE /api/visoes/{view_id}", "apaga", mine, token=token)
        call("DELETE /api/visoes/{view_id}", "desconhecida", mine, token=token)
        call("GET /api/concordancia", "revisados", token=token)

    def erasing(self) -> None:
        call, admin, route = self.call, self.who.admin, "DELETE /api/comentarios/{comment_id}"
        call(route, "apaga", listeners.number(3), token=admin)
        call(route, "de novo", listeners.number(3), token=admin)
        call(route, "desconhecido", UNKNOWN, token=admin)
        call("GET /api/comentarios/{comment_id}", "apagado", listeners.number(3), token=admin)
        author, erase = {"autor": listeners.ERASED_AUTHOR}, "POST /api/autores/apagar"
        call(erase, "simula", token=admin, body={**author, "simular": True})
        call(erase, "apaga", token=admin, body=author)
        call(erase, "nenhum", token=admin, body={"autor": "Ninguém"})
        call(erase, "sem nome", token=admin, body={"autor": " ", "simular": "sim"})
        call("GET /api/comentarios/contagens", "depois de apagar", token=admin)


def _seen(revision: str) -> dict[str, str]:
    return {"If-Match": f'"{revision}"'}
