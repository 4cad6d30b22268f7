"""Every error of the package, grouped by what the caller must do.

AluMusicError
├── InvalidRequest         answer 4xx: the sender must change the request
│   ├── NotFound           answer 404
│   ├── Conflict           answer 409
│   ├── Stale              answer 412: somebody else has changed it; read it again
│   ├── TooLarge           answer 413
│   ├── UnsupportedMedia   answer 415
│   ├── NothingValid       answer 422
│   └── RevisionNeeded     answer 428
├── Unauthenticated        answer 401
├── Forbidden              answer 403
├── TooManyRequests        answer 429 with Retry-After
├── PermanentFailure       acknowledge and park: a retry cannot help
│   └── RecipientRefused   the mail server rejects this address permanently
└── TransientFailure       answer 503, or let it propagate: Pub/Sub delivers again
    ├── MailUnavailable    the mail server did not answer, or rejects this sender
    ├── ModelUnavailable   the model did not answer, or its quota is exhausted
    └── RecipientDeferred  the mail server rejects this address temporarily
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """The `codigo` of every error and rejection. Values never change; docs/api.md explains each."""

    # The request itself
    MALFORMED_REQUEST = "requisicao_invalida"
    METHOD_NOT_ALLOWED = "metodo_invalido"
    NOT_FOUND = "nao_encontrado"
    UNSUPPORTED_CONTENT_TYPE = "tipo_nao_aceito"
    BODY_TOO_LARGE = "corpo_grande"
    INVALID_BODY = "corpo_invalido"
    INVALID_UTF8 = "utf8_invalido"
    INVALID_JSON = "json_invalido"
    INVALID_QUERY = "consulta_invalida"
    INVALID_CURSOR = "cursor_invalido"
    QUOTA_EXCEEDED = "cota_excedida"
    INTERNAL_ERROR = "erro_interno"

    # A batch of comments
    FILE_MISSING = "arquivo_ausente"
    INVALID_CSV = "csv_invalido"
    CSV_WITHOUT_TEXT = "csv_sem_texto"
    EMPTY_BATCH = "lista_vazia"
    BATCH_TOO_LARGE = "lote_grande"
    NO_VALID_ITEM = "nada_valido"
    KEY_TOO_LONG = "chave_longa"
    KEY_REUSED = "chave_reutilizada"
    BATCH_WITHDRAWN = "lote_retirado"

    # One item of a batch
    CSV_EXTRA_CELLS = "csv_colunas"
    WRONG_TYPE = "tipo_invalido"
    INVALID_CHARACTER = "caractere_invalido"
    TEXT_MISSING = "texto_ausente"
    TEXT_EMPTY = "texto_vazio"
    TEXT_TOO_LONG = "texto_longo"
    FIELD_TOO_LONG = "campo_longo"
    INVALID_ID = "id_invalido"
    ID_REPEATED = "id_repetido"
    ID_TAKEN = "id_existente"
    INVALID_DATE = "data_invalida"
    DATE_WITHOUT_OFFSET = "data_sem_fuso"
    DATE_IN_FUTURE = "data_futura"
    DATE_TOO_OLD = "data_antiga"

    # Firestore, Pub/Sub and their messages
    STORE_UNAVAILABLE = "banco_indisponivel"
    STORE_CONTENDED = "banco_disputado"
    QUEUE_UNAVAILABLE = "fila_indisponivel"
    INVALID_EVENT = "evento_invalido"
    INVALID_MESSAGE = "mensagem_invalida"

    # The model, and comments it could not classify
    MODEL_UNAVAILABLE = "modelo_indisponivel"
    MODEL_REFUSED = "modelo_recusou"
    MODEL_BUDGET_EXHAUSTED = "cota_esgotada"
    INVALID_REPLY = "resposta_invalida"
    BLOCKED = "bloqueado"
    ATTEMPTS_EXHAUSTED = "tentativas_esgotadas"
    AUTHOR_ERASED = "autor_apagado"

    # Tokens and permissions
    TOKEN_MISSING = "token_ausente"
    TOKEN_INVALID = "token_invalido"
    TOKEN_EXPIRED = "token_expirado"
    TOKEN_REVOKED = "token_revogado"
    NO_PERMISSION = "sem_permissao"
    OIDC_TOKEN_MISSING = "oidc_ausente"
    OIDC_TOKEN_INVALID = "oidc_invalido"
    OIDC_WRONG_ACCOUNT = "oidc_conta"

    # Accounts, sessions and sender tokens
    WRONG_CREDENTIALS = "credenciais_invalidas"
    WRONG_PASSWORD = "senha_incorreta"
    INVALID_PASSWORD = "senha_invalida"
    TOO_MANY_ATTEMPTS = "muitas_tentativas"
    SESSION_ENDED = "sessao_encerrada"
    PERMISSIONS_CHANGED = "permissoes_mudaram"
    ACCOUNT_INACTIVE = "conta_inativa"
    ACCOUNT_CHANGED = "conta_alterada"
    LAST_ADMIN = "ultimo_admin"
    INVITATION_NEEDED = "convite_necessario"
    INVALID_EMAIL = "email_invalido"
    EMAIL_TAKEN = "email_existente"
    INVALID_NAME = "nome_invalido"
    INVALID_LIFETIME = "validade_invalida"

    # Review of comments
    REVISION_MISSING = "revisao_obrigatoria"
    INVALID_REVISION = "revisao_invalida"
    STALE_REVISION = "revisao_antiga"
    NOTHING_TO_CORRECT = "nada_a_corrigir"
    NOTHING_TO_UNDO = "nada_a_desfazer"
    NOT_CLASSIFIED = "nao_classificado"
    ACTION_WITHOUT_CORRECTION = "acao_sem_correcao"
    CATEGORY_MISSING = "categoria_obrigatoria"
    SPAM_NOT_NEUTRAL = "spam_neutro"
    SPAM_WITH_TAGS = "spam_sem_tags"
    UNKNOWN_TAG = "tag_desconhecida"
    AUTHOR_MISSING = "autor_vazio"

    # The tag catalogue
    EXPLANATION_MISSING = "explicacao_obrigatoria"
    TARGET_MISSING = "destino_obrigatorio"
    UNKNOWN_TARGET = "destino_desconhecido"
    ORIGINAL_TAG = "tag_do_catalogo"
    TAG_ALREADY_ACCEPTED = "tag_ja_aceita"
    CATALOGUE_FULL = "catalogo_cheio"
    TOO_MANY_DECISIONS = "decisoes_demais"

    # Report, saved views and questions
    NO_REPORT = "sem_relatorio"
    CLOCK_AHEAD = "relogio_adiantado"
    NOT_YOUR_VIEW = "visao_de_outra_pessoa"
    TOO_MANY_VIEWS = "visoes_demais"
    QUESTION_EMPTY = "pergunta_vazia"
    QUESTION_TOO_LONG = "pergunta_longa"
    TOO_MANY_QUESTIONS = "muitas_perguntas"

    # The digest and its recipients
    INVALID_WEEK = "semana_invalida"
    WEEK_NOT_OVER = "semana_em_curso"
    DIGEST_CHANGED = "resumo_mudou"
    ALREADY_RECIPIENT = "ja_inscrito"
    UNSUBSCRIBED = "inscricao_cancelada"
    ADDRESS_REPEATED = "repetido"
    TOO_MANY_LINES = "linhas_demais"
    NO_VALID_ADDRESS = "lista_sem_enderecos"

    # Mail
    MAIL_SERVER_MISSING = "correio_sem_servidor"
    MAIL_SECURITY_UNKNOWN = "correio_sem_seguranca"
    MAIL_UNAVAILABLE = "correio_indisponivel"
    MAIL_SERVER_REFUSED = "correio_recusou"
    MAIL_SENDER_REFUSED = "correio_remetente"
    MAIL_TOO_SLOW = "correio_lento"
    MAIL_CONTENDED = "correio_disputado"
    UNWRITABLE_ADDRESS = "endereco_invalido"
    RECIPIENT_REFUSED = "destinatario_recusado"
    RECIPIENT_DEFERRED = "destinatario_adiado"


class AluMusicError(Exception):
    """`message` is a sentence in Portuguese for people; `code` is stable, for programs."""

    status = 500

    def __init__(self, message: str, code: Code, details: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.details = list(details)


class InvalidRequest(AluMusicError):
    status = 400


class NotFound(InvalidRequest):
    status = 404


class Conflict(InvalidRequest):
    status = 409


class Stale(InvalidRequest):
    status = 412


class TooLarge(InvalidRequest):
    status = 413


class UnsupportedMedia(InvalidRequest):
    status = 415


class NothingValid(InvalidRequest):
    status = 422


class RevisionNeeded(InvalidRequest):
    status = 428


class Unauthenticated(AluMusicError):
    status = 401


class Forbidden(AluMusicError):
    status = 403


class TooManyRequests(AluMusicError):
    """`retry_after` in whole seconds."""

    status = 429

    def __init__(self, message: str, code: Code, retry_after: int) -> None:
        super().__init__(message, code)
        self.retry_after = retry_after


class PermanentFailure(AluMusicError):
    status = 500


class RecipientRefused(PermanentFailure):
    pass


class TransientFailure(AluMusicError):
    status = 503
    retry_after = 5  # seconds; a function instance or an emulator restarts sooner than that


class ModelUnavailable(TransientFailure):
    pass


class MailUnavailable(TransientFailure):
    pass


class RecipientDeferred(TransientFailure):
    pass
