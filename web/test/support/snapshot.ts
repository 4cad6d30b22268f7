// A small snapshot of two scopes for tests; every number can be checked by eye.

import type { Scope, Snapshot, View } from "../../src/shared/snapshot/snapshot";
import { CATEGORIES, PERIODS } from "../../src/shared/words";

const PRAISE = { ELOGIO: 3, SUGESTÃO: 0, DÚVIDA: 0, SPAM: 0, CRÍTICA: 1 };
const FEELING = { POSITIVO: 3, NEUTRO: 0, NEGATIVO: 1 };

function view(everyone: boolean): View {
  return {
    resumo: {
      comentarios: 4,
      elogios: 3,
      criticas: 1,
      parcela_elogios: 0.75,
      saldo: 0.5,
      comentarios_antes: 2,
      parcela_elogios_antes: 0.5,
      variacao: 1,
    },
    categorias: CATEGORIES.map((categoria) => ({
      categoria,
      comentarios: PRAISE[categoria],
      parcela: PRAISE[categoria] / 4,
    })),
    volume: [{ inicio: "2026-11-17T00:00:00-03:00", por_categoria: PRAISE }],
    sentimento: [{ inicio: "2026-11-17T00:00:00-03:00", por_sentimento: FEELING, saldo: 0.5 }],
    confianca: CATEGORIES.map((categoria) => ({
      categoria,
      comentarios: PRAISE[categoria],
      media: PRAISE[categoria] ? 0.95 : null,
      faixas: [0, 0, 0, 0, 0, 0, 0, 0, 0, PRAISE[categoria]],
    })),
    artistas: everyone ? [{ artista: "Luna Vento", comentarios: 4, por_categoria: PRAISE }] : [],
    horarios: Array.from({ length: 7 }, (_, day) => ({
      dia_semana: day + 1,
      horas: Array.from({ length: 24 }, (_, hour) => (day === 1 && hour === 20 ? 4 : 0)),
    })),
  };
}

function scope(id: string, nome: string): Scope {
  return {
    id,
    nome,
    comentarios: 4,
    tags: [
      {
        codigo: "show_som",
        nome: '=Som do show: volume, "eco"',
        comentarios: 2,
        criticas: 1,
        comentarios_antes: 1,
        criticas_antes: 0,
      },
    ],
    semanas: ["2026-W46", "2026-W47", "2026-W48"].map((semana, n) => ({
      semana,
      comentarios: n === 0 ? 2 : 4,
      por_categoria: PRAISE,
      por_sentimento: FEELING,
    })),
    lancamentos: [],
    periodos: Object.fromEntries(PERIODS.map((period) => [period, view(id === "todos")])),
  };
}

export function snapshot(): Snapshot {
  return {
    gerado_em: "2026-11-23T12:00:00Z",
    janela: { inicio: "2026-10-05T00:00:00-03:00", fim: "2026-11-23T09:00:00-03:00" },
    fuso: "America/Sao_Paulo",
    total: 4,
    manchete: { texto: "75 % de elogios", detalhe: "4 comentários." },
    graficos: [],
    periodos: PERIODS.map((id) => ({
      id,
      nome: id,
      inicio: "2026-11-17T00:00:00-03:00",
      fim: "2026-11-23T09:00:00-03:00",
      intervalo: id === "24h" ? "hora" : "dia",
    })),
    escopos: [scope("todos", "Todos os artistas"), scope("luna-vento", "Luna Vento")],
  };
}
