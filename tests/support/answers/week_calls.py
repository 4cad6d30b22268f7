"""Recorded calls: the report, the weekly digest and its mail, questions, operational figures."""

import re

from tests.support.answers import listeners
from tests.support.answers.caller import CURATOR, LETTERS, UNKNOWN, Caller, mind_the_end_of
from tests.support.answers.recorder import request


class WeekCalls(Caller):
    def report(self) -> None:
        mind_the_end_of(60, least=4)
        call, bearer = self.call, self.stack.identity()
        call("POST /report/", "publica", token=bearer, direct=True)
        call("POST /report/", "no mesmo minuto", token=bearer, direct=True)
        for path in ("/api/relatorio", "/api/relatorio/semana", "/relatorio/semana"):
            plain = call(f"GET {path}", "publicado")
            call(f"GET {path}", "já visto", headers={"If-None-Match": plain.header("ETag")})
            call(f"HEAD {path}", "só cabeçalhos")
            call(f"POST {path}", "outro método")
        call("GET /api/relatorio", "comprimido", headers={"Accept-Encoding": "gzip"})

    def stakeholders(self) -> None:
        call, token, route = self.call, self.who.curator, "POST /api/stakeholders"
        added = call(route, "nova", token=token, body={"email": LETTERS[4].upper(), "nome": "Elis Prado"}).json["id"]
        call(route, "de novo", token=token, body={"email": LETTERS[4]})
        call(route, "endereço ruim", token=token, body={"email": "elis"})
        call(route, "sem endereço", token=token, body={"nome": "Elis"})
        listed = f"Ana Lima <{LETTERS[0]}>\nDavi;{LETTERS[1]}\n\n{LETTERS[2]}\nninguém\n{LETTERS[0]}\n{LETTERS[3]}"
        call(f"{route}/importar", "em parte", token=token, body={"lista": listed})
        call(f"{route}/importar", "nenhuma", token=token, body={"lista": "ninguém\n"})
        call(f"{route}/importar", "vazia", token=token, body={"lista": ""})
        one = "DELETE /api/stakeholders/{stakeholder_id}"
        call(one, "retira", added, token=token)
        call(one, "desconhecida", added, token=token)
        call(one, "id impossível", "1", token=token)
        call("GET /api/stakeholders", "lista", token=token)

    def digests(self) -> None:
        call, token, bearer = self.call, self.who.curator, self.stack.identity()
        week, before = (listeners.week(self.now, listeners.DIGEST + n) for n in (0, 1))
        one, again = "GET /api/resumos/{semana}", "POST /api/resumos/{semana}/refazer"
        call("GET /api/resumos", "nenhum", token=token)
        call("POST /digest/", "uma semana", token=bearer, query={"semana": week}, direct=True)
        call("POST /digest/", "de novo", token=bearer, query={"semana": week}, direct=True)
        call("POST /digest/", "semana impossível", token=bearer, query={"semana": "2024-54"}, direct=True)
        call("POST /digest/", "por terminar", token=bearer, query={"semana": "9998-W01"}, direct=True)
        call("POST /digest/entregas", "continua", token=bearer, direct=True)
        call("POST /digest/nada", "endereço desconhecido", token=bearer, direct=True)
        call(one, "de uma semana", week, token=token)
        call(again, "primeira vez", before, token=self.who.admin)
        call(again, "refeito", before, token=self.who.admin)
        call(again, "por terminar", "9998-W01", token=self.who.admin)
        call(again, "semana impossível", "2024-W60", token=self.who.admin)
        call(one, "sem resumo", "2023-W01", token=token)
        call(one, "semana impossível", "2024-W60", token=token)
        call("GET /api/resumos", "lista", token=token, query={"limite": 1})
        call("GET /api/resumos", "mais antigos", token=token, query={"cursor": week})
        call("GET /api/resumos", "cursor ruim", token=token, query={"cursor": "março", "limite": 51})
        call("GET /api/operacao", "com correio", token=token)

    def letters(self) -> None:
        call, place = self.call, "/_local/correio"
        page = request(self.stack.port, "GET", place, {}, None).raw.decode()
        name = re.findall(rf"{place}/(\d+)\">[^<]*</a> para [^<]*{re.escape(LETTERS[0])}", page)[0]
        for part in ("", "/html", "/text"):
            letter = call(f"GET {place}/{{name}}{part}", "carta", name)
        link = re.findall(r"/api/inscricao/(\S+)", letter.raw.decode())[0]
        leave = "/api/inscricao/{token}"
        call(f"GET {leave}", "pergunta", link)
        call(f"POST {leave}", "cancela", link)
        call(f"POST {leave}", "de novo", link)
        call(f"GET {leave}", "link ruim", "nada")
        call(f"POST {leave}", "link ruim", "nada")
        call("GET /api/stakeholders", "cancelada", token=self.who.curator)
        call("POST /api/stakeholders", "cancelada", token=self.who.curator, body={"email": LETTERS[0]})
        call("POST /digest/", "da semana que terminou", token=self.stack.identity(), direct=True)

    def questions(self) -> None:
        call, token = self.call, self.who.curator
        asked = (
            "Quantas críticas houve nesta semana?", "Quais artistas tiveram mais comentários?",
            "O que dizem de Iara Sereno?", "Em que semana houve mais elogios?", "Qual é a capital da França?",
            "Quantos comentários houve em 2019?", "Que música idiota, seu burro!",
        )  # fmt: skip
        for at in ("/api/insights", "/insights"):
            route = f"POST {at}/perguntar"
            for question in asked:
                answer = call(route, question, token=token, body={"pergunta": question})
            first = answer.json["id"]
            call(route, "em seguida", token=token, body={"pergunta": "E os elogios a Téo Nogueira?", "anterior": first})
            call(route, "de outra pessoa", token=self.who.admin, body={"pergunta": "E as críticas?", "anterior": first})
            call(route, "vazia", token=token, body={"pergunta": " ? "})
            call(route, "longa", token=token, body={"pergunta": "a" * 501})
            call(route, "valor ruim", token=token, body={"pergunta": 3, "anterior": "x"})
        self.faults({"rate_500": 1})
        call(route, "sem modelo", token=token, body={"pergunta": asked[0]})
        self.faults({"bad_number_rate": 1})
        call(route, "números que não há", token=token, body={"pergunta": asked[0]})
        self.faults({})
        call("GET /api/perguntas", "lista", token=token)

    def operation(self) -> None:
        call, token = self.call, self.who.curator
        call("GET /api/operacao", "no fim", token=token)
        own = call("GET /api/lotes", "os próprios", token=self.who.sender).json["lotes"]
        mine = call("GET /api/lotes", "todos", token=token, query={"limite": 4}).json["lotes"]
        call("GET /api/lotes", "limite ruim", token=token, query={"limite": 51})
        foreign = next(one["lote_id"] for one in self.get("/api/lotes")["lotes"] if one["remetente_nome"] == CURATOR)
        one = "GET /api/lotes/{batch_id}"
        call(one, "próprio", own[-1]["lote_id"], token=self.who.sender)
        call(one, "de curadoria", mine[0]["lote_id"], token=token)
        call(one, "de outra pessoa", foreign, token=self.who.sender)
        call(one, "desconhecido", UNKNOWN, token=token)
