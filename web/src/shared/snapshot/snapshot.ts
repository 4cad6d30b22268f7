/* Generated from schema/snapshot.schema.json by `npm run types`. Do not edit. */

export type Category = "ELOGIO" | "CRÍTICA" | "SUGESTÃO" | "DÚVIDA" | "SPAM";
export type Period = "24h" | "7d" | "30d" | "8s";

/**
 * `graficos` shows everyone over the default period; `escopos` has every period of everyone and each artist.
 */
export interface Snapshot {
  gerado_em: string;
  janela: Window;
  fuso: string;
  total: number;
  manchete: Headline;
  graficos: Chart[];
  periodos: PeriodWindow[];
  escopos: Scope[];
}
export interface Window {
  inicio: string;
  fim: string;
}
export interface Headline {
  texto: string;
  detalhe: string;
}
export interface Chart {
  id: string;
  titulo: string;
  dados: (
    | CategoryShare
    | VolumeBucket
    | TagCount
    | SentimentBucket
    | ConfidenceByCategory
    | ArtistCategories
    | ReleaseCriticism
    | WeekdayHours
    | WeekSummary
  )[];
}
export interface CategoryShare {
  categoria: Category;
  comentarios: number;
  parcela: number;
}
export interface VolumeBucket {
  inicio: string;
  por_categoria: {
    [k: string]: number;
  };
}
export interface TagCount {
  codigo: string;
  nome: string;
  comentarios: number;
  criticas: number;
  comentarios_antes: number;
  criticas_antes: number;
}
export interface SentimentBucket {
  inicio: string;
  por_sentimento: {
    [k: string]: number;
  };
  saldo: number | null;
}
export interface ConfidenceByCategory {
  categoria: Category;
  comentarios: number;
  media: number | null;
  faixas: number[];
}
export interface ArtistCategories {
  artista: string;
  comentarios: number;
  por_categoria: {
    [k: string]: number;
  };
}
export interface ReleaseCriticism {
  artista: string;
  album: string;
  primeira_mencao: string;
  dias: ReleaseDay[];
}
export interface ReleaseDay {
  dia: number;
  comentarios: number;
  criticas: number;
}
export interface WeekdayHours {
  dia_semana: number;
  horas: number[];
}
export interface WeekSummary {
  semana: string;
  comentarios: number;
  por_categoria: {
    [k: string]: number;
  };
  por_sentimento: {
    [k: string]: number;
  };
}
export interface PeriodWindow {
  id: Period;
  nome: string;
  inicio: string;
  fim: string;
  intervalo: string;
}
/**
 * Everyone, or one artist.
 */
export interface Scope {
  id: string;
  nome: string;
  comentarios: number;
  tags: TagCount[];
  semanas: WeekSummary[];
  lancamentos: ReleaseCriticism[];
  periodos: {
    [k: string]: View;
  };
}
/**
 * One period of one scope.
 */
export interface View {
  resumo: Figures;
  categorias: CategoryShare[];
  volume: VolumeBucket[];
  sentimento: SentimentBucket[];
  confianca: ConfidenceByCategory[];
  artistas: ArtistCategories[];
  horarios: WeekdayHours[];
}
export interface Figures {
  comentarios: number;
  elogios: number;
  criticas: number;
  parcela_elogios: number | null;
  saldo: number | null;
  comentarios_antes: number;
  parcela_elogios_antes: number | null;
  variacao: number | null;
}
