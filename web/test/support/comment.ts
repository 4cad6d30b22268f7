// A comment for tests.

import type { CommentView } from "../../src/panel/api/types";

export function comment(given: Partial<CommentView> = {}): CommentView {
  const tags = [{ codigo: "show_som", explicacao: "Qualidade do som no show" }];
  return {
    id: "c1",
    texto: "que som ruim no show",
    status: "CONCLUIDO",
    categoria: "CRÍTICA",
    sentimento: "NEGATIVO",
    confianca: 0.6,
    tags,
    tags_funcionalidades: tags,
    candidatas: [],
    evidencia: "som ruim",
    artista: "Luna Vento",
    album: null,
    musica: null,
    canal: null,
    publicado_em: "2026-11-24T10:00:00-03:00",
    data_recebimento: "2026-11-24T10:05:00-03:00",
    classificado_em: "2026-11-24T10:06:00-03:00",
    modelo: "modelo-1",
    versao_prompt: "v1",
    curador: null,
    revisado: false,
    revisor: null,
    revisado_em: null,
    revisao: 0,
    lote_id: "l1",
    falha: null,
    reenviado_em: null,
    ...given,
  };
}
