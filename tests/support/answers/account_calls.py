"""Recorded calls: sessions, accounts, invitations and sender tokens."""

import json

from tests.support.answers.caller import (
    ADMIN,
    COLLEAGUE,
    CURATOR,
    GUESSED,
    GUEST,
    OTHER_PASSWORD,
    PASSWORD,
    UNKNOWN,
    Caller,
    cookie,
    mind_the_end_of,
)
from tests.support.answers.recorder import request


class AccountCalls(Caller):
    def sessions(self) -> None:
        login = {"email": ADMIN, "senha": self.stack.secrets["admin_password"]}
        self.who.admin = self.call("POST /auth/login", "administração", body=login).json["access_token"]
        for at, mail in (("/auth", CURATOR), ("/api/auth", COLLEAGUE)):
            self._one_session(at, mail)

    def _one_session(self, at: str, mail: str) -> None:
        call, account = self.call, {"email": mail, "senha": PASSWORD}
        call(f"POST {at}/register", "nova", body={**account, "email": f" {mail.title()} "})
        call(f"POST {at}/register", "já existe", body=account)
        call(f"POST {at}/register", "senha curta", body={**account, "senha": "curta"})
        call(f"POST {at}/register", "e-mail ruim", body={**account, "email": "ninguém"})
        call(f"POST {at}/register", "campo desconhecido", body={**account, "nome": "Bia"})
        call(f"POST {at}/login", "senha errada", body={**account, "senha": "outra-senha"})
        call(f"POST {at}/login", "sem campos", body={})
        call(f"POST {at}/login", "não é objeto", body=[1])
        opened = call(f"POST {at}/login", "nome antigo do campo", body={"email": mail, "password": PASSWORD})
        first = cookie(opened)
        renewed = call(f"POST {at}/refresh", "renova", headers={"Cookie": first})
        call(f"POST {at}/refresh", "sem cookie")
        token = renewed.json["access_token"]
        call(f"GET {at}/me", "conta", token=token)
        call(f"GET {at}/me", "token ruim", token="abc")
        change = {"senha_atual": PASSWORD, "senha_nova": OTHER_PASSWORD}
        call(f"POST {at}/senha", "não confere", token=token, body={**change, "senha_atual": "engano-total"})
        call(f"POST {at}/senha", "curta", token=token, body={**change, "senha_nova": "x"})
        changed = call(f"POST {at}/senha", "troca", token=token, body=change)
        call(f"GET {at}/me", "sessão encerrada", token=token)
        call(f"POST {at}/refresh", "sessão encerrada", headers={"Cookie": cookie(renewed)})
        call(f"POST {at}/logout", "sai", headers={"Cookie": cookie(changed)})
        call(f"POST {at}/logout", "sem cookie")

    def accounts(self) -> None:
        call, admin = self.call, self.who.admin
        self.who.curator = self.login(CURATOR)
        invited = call("POST /api/convites", "novo", token=admin, body={"papel": "curador", "email": GUEST, "dias": 3})
        call("POST /api/convites", "para qualquer pessoa", token=admin, body={})
        call("POST /api/convites", "papel desconhecido", token=admin, body={"papel": "chefe", "dias": 31})
        code = invited.json["codigo"]
        call("POST /auth/register", "com convite", body={"email": GUEST, "senha": PASSWORD, "convite": code})
        call("GET /api/convites", "lista", token=admin)
        call("DELETE /api/convites/{invitation_id}", "retira", invited.json["id"], token=admin)
        call("DELETE /api/convites/{invitation_id}", "desconhecido", "nenhum", token=admin)
        issued = call("POST /api/tokens", "novo", token=admin, body={"nome": "coletor de comentários", "dias": 30})
        self.who.sender = issued.json["token"]
        call("POST /api/tokens", "sem nome", token=admin, body={"nome": "  "})
        spare = call("POST /api/tokens", "prazo padrão", token=admin, body={"nome": "reserva"}).json
        call("DELETE /api/tokens/{token_id}", "revoga", spare["id"], token=admin)
        call("DELETE /api/tokens/{token_id}", "desconhecido", "nenhum", token=admin)
        call("POST /api/comentarios", "token revogado", token=spare["token"], body={"texto": "oi"})
        call("GET /api/tokens", "lista", token=admin)
        users = {one["email"]: one["id"] for one in call("GET /api/usuarios", "lista", token=admin).json["usuarios"]}
        self._users(users)

    def _users(self, users: dict[str, str]) -> None:
        call, admin, route = self.call, self.who.admin, "PATCH /api/usuarios/{user_id}"
        call(route, "último admin", users[ADMIN], token=admin, body={"papel": "curador"})
        call(route, "novo papel", users[COLLEAGUE], token=admin, body={"papel": "admin"})
        call(route, "desativa", users[COLLEAGUE], token=admin, body={"papel": "curador", "ativo": False})
        call(route, "valor ruim", users[COLLEAGUE], token=admin, body={"ativo": "talvez"})
        call(route, "desconhecida", UNKNOWN, token=admin, body={"ativo": True})
        call(route, "id impossível", "a.b", token=admin, body={"ativo": True})

    def guesses(self) -> None:
        """Fails logins until the limit. Their number varies, because the window is a fixed quarter of an hour."""
        mind_the_end_of(900, least=3)
        account = {"email": GUESSED, "senha": "palpite-errado"}
        body, kind = json.dumps(account).encode(), {"Content-Type": "application/json"}
        self.until(lambda: request(self.stack.port, "POST", "/auth/login", kind, body).status == 429)
        for at in ("/auth", "/api/auth"):
            self.call(f"POST {at}/login", "tentativas demais", body=account)
