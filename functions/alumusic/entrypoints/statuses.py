"""What each status says, in the OpenAPI document."""

from typing import Any

_SAYS = {
    200: "Feito",
    201: "Criado",
    202: "Aceito; o trabalho continua depois da resposta",
    204: "Feito, sem corpo",
    304: "Não mudou desde o ETag mostrado",
    400: "Requisição malformada; `detalhes` diz o que mudar",
    401: "Sem autenticação válida",
    403: "Autenticado, mas sem permissão",
    404: "Não existe",
    409: "Conflito com o que já existe",
    412: "Alguém mudou isto antes",
    413: "Corpo grande demais",
    414: "Endereço longo demais: 4.000 caracteres no máximo",
    415: "Tipo de conteúdo não aceito",
    422: "Nada válido no corpo",
    428: "Falta o cabeçalho If-Match",
    429: "Tentativas demais",
    503: "Indisponível agora; tente de novo",
}
_RETRY = {
    "Retry-After": {
        "description": "Segundos até valer a pena tentar de novo",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
    }
}


def answered(status: int, schema: Any) -> dict[str, Any]:
    described: dict[str, Any] = {"description": _SAYS[status]}
    if schema is not None:
        described["content"] = {"application/json": {"schema": schema}}
    return described


def failed(status: int, schema: Any) -> dict[str, Any]:
    described = answered(status, schema)
    return {**described, "headers": _RETRY} if status in (429, 503) else described
