/* Generated from schema/api.schema.json by `npm run types`. Do not edit. */

import type { Category, Snapshot } from "../../shared/snapshot/snapshot";

export type Verdict = "respondida" | "sem_dados" | "fora_do_tema" | "ofensiva";
export type TextSource = "modelo" | "numeros";
export type Decision = "aceitar" | "mesclar" | "rejeitar";
export type Sentiment = "POSITIVO" | "NEUTRO" | "NEGATIVO";
export type CommentStatus = "PENDENTE" | "CONCLUIDO" | "FALHOU";
export type HistoryAction = "correcao" | "aceite" | "reclassificacao" | "desfeito";
export type Order = "recentes" | "menos_certos" | "mais_certos";
export type TrendKind = "categoria" | "tag" | "artista";
export type Order1 = "recentes" | "menos_certos" | "mais_certos";
export type Role = "curador" | "admin";
export type Role1 = "curador" | "admin";
export type Order2 = "recentes" | "menos_certos" | "mais_certos";
export type ReviewAction = "corrigir" | "aceitar" | "desfazer" | "reclassificar";

export interface Api {}
export interface Accepted {
  mensagem: string;
  lote_id: string;
  ids_enfileirados: string[];
  aceitos: number;
  rejeitados: RejectedItem[];
}
export interface RejectedItem {
  indice: number;
  codigo: string;
  campo: string | null;
  erro: string;
}
/**
 * Over the newest reviewed comments: what the model had said against what people settled on.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Agreement".
 */
export interface Agreement {
  revisados: number;
  iguais: number;
  kappa: number | null;
  matriz: {
    [k: string]: {
      [k: string]: number;
    };
  };
  categorias: CategoryAgreement[];
}
export interface CategoryAgreement {
  categoria: Category;
  do_modelo: number;
  das_pessoas: number;
  iguais: number;
}
export interface Answer {
  id: string;
  pergunta: string;
  situacao: Verdict;
  texto_gerado: string;
  semanas_citadas: string[];
  fontes: string[];
  origem: TextSource;
  modelo: string | null;
  latencia_ms: number;
}
export interface ArtistFigure {
  artista: string;
  comentarios: number;
  comentarios_antes: number | null;
  por_categoria: {
    [k: string]: number;
  };
}
export interface AskedList {
  perguntas: AskedView[];
}
/**
 * An answer that was given, with what it cost.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "AskedView".
 */
export interface AskedView {
  id: string;
  pergunta: string;
  situacao: Verdict;
  texto_gerado: string;
  semanas_citadas: string[];
  fontes: string[];
  origem: TextSource;
  modelo: string | null;
  latencia_ms: number;
  perguntado_em: string;
  tokens_entrada: number;
  tokens_saida: number;
  preco_usd: number;
}
/**
 * `restantes` are left of the author's comments: call again until there are none.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "AuthorErased".
 */
export interface AuthorErased {
  apagados: number;
  restantes: number;
}
/**
 * `autor` as a sender gave it: only its keyed hash is stored. `simular` counts and erases nothing.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "AuthorErasure".
 */
export interface AuthorErasure {
  autor: string;
  simular?: boolean;
}
export interface BatchList {
  lotes: BatchView[];
}
export interface BatchView {
  lote_id: string;
  remetente: string;
  remetente_nome: string;
  recebido_em: string;
  publicado: boolean;
  total: number;
  classificados: number;
  falharam: number;
  repetidos: number;
  pendentes: number;
}
export interface BatchQuery {
  limite?: number;
}
export interface Candidate {
  codigo: string;
  comentarios: number;
  exemplos: Example[];
}
export interface Example {
  id: string;
  texto: string;
}
export interface CandidateDecision {
  decisao: Decision;
  explicacao?: string | null;
  destino?: string | null;
}
export interface Catalogue {
  tags: CatalogueTag[];
  candidatas: Candidate[];
  decisoes: DecisionView[];
}
export interface CatalogueTag {
  codigo: string;
  explicacao: string;
  da_curadoria: boolean;
}
export interface DecisionView {
  codigo: string;
  decisao: Decision;
  destino: string | null;
  por: string;
  em: string;
}
export interface CategoryFigure {
  categoria: Category;
  comentarios: number;
  comentarios_antes: number;
  parcela: number;
  parcela_antes: number;
}
/**
 * Of a comment that the model failed on, there is no category yet.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "ClassificationState".
 */
export interface ClassificationState {
  categoria: Category | null;
  sentimento: Sentiment | null;
  confianca: number | null;
  tags: string[];
  modelo: string | null;
  versao_prompt: string | null;
  curador: string | null;
  revisado: boolean;
}
export interface CommentCounts {
  total: number;
  exato: boolean;
  categorias: {
    [k: string]: number;
  };
  sentimentos: {
    [k: string]: number;
  };
  status: {
    [k: string]: number;
  };
  revisados: number;
}
export interface CommentDetail {
  id: string;
  texto: string;
  status: CommentStatus;
  categoria: Category | null;
  sentimento: Sentiment | null;
  confianca: number | null;
  tags: TagView[];
  tags_funcionalidades: TagView[];
  candidatas: string[];
  evidencia: string;
  artista: string | null;
  album: string | null;
  musica: string | null;
  canal: string | null;
  publicado_em: string;
  data_recebimento: string;
  classificado_em: string | null;
  modelo: string | null;
  versao_prompt: string | null;
  curador: string | null;
  revisado: boolean;
  revisor: string | null;
  revisado_em: string | null;
  revisao: number;
  lote_id: string;
  falha: FailureView | null;
  reenviado_em: string | null;
  destaques?: [unknown, unknown][];
  historico: HistoryEntry[];
}
export interface TagView {
  codigo: string;
  explicacao: string;
}
export interface FailureView {
  codigo: string;
  motivo: string;
  em: string;
}
export interface HistoryEntry {
  revisao: number;
  acao: HistoryAction;
  quem: string;
  em: string;
  antes: ClassificationState;
  depois: ClassificationState;
  nota: string;
}
/**
 * Every filter may be left out; those that are tuples may repeat and mean any of; different ones mean all of.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "CommentFilter".
 */
export interface CommentFilter {
  busca?: string | null;
  categoria?: Category[];
  sentimento?: Sentiment[];
  status?: CommentStatus[];
  tag?: string[];
  candidata?: string[];
  artista?: string[];
  album?: string[];
  modelo?: string[];
  versao_prompt?: string[];
  lote?: string[];
  revisado?: boolean | null;
  confianca_min?: number | null;
  confianca_max?: number | null;
  de?: string | null;
  ate?: string | null;
}
export interface CommentPage {
  comentarios: CommentView[];
  proximo: string | null;
  total: number | null;
}
export interface CommentView {
  id: string;
  texto: string;
  status: CommentStatus;
  categoria: Category | null;
  sentimento: Sentiment | null;
  confianca: number | null;
  tags: TagView[];
  tags_funcionalidades: TagView[];
  candidatas: string[];
  evidencia: string;
  artista: string | null;
  album: string | null;
  musica: string | null;
  canal: string | null;
  publicado_em: string;
  data_recebimento: string;
  classificado_em: string | null;
  modelo: string | null;
  versao_prompt: string | null;
  curador: string | null;
  revisado: boolean;
  revisor: string | null;
  revisado_em: string | null;
  revisao: number;
  lote_id: string;
  falha: FailureView | null;
  reenviado_em: string | null;
  destaques?: [unknown, unknown][];
}
export interface CommentQuery {
  busca?: string | null;
  categoria?: Category[];
  sentimento?: Sentiment[];
  status?: CommentStatus[];
  tag?: string[];
  candidata?: string[];
  artista?: string[];
  album?: string[];
  modelo?: string[];
  versao_prompt?: string[];
  lote?: string[];
  revisado?: boolean | null;
  confianca_min?: number | null;
  confianca_max?: number | null;
  de?: string | null;
  ate?: string | null;
  ordem?: Order;
  cursor?: string | null;
  limite?: number;
  format?: ("json" | "csv" | "ndjson") | null;
}
/**
 * What is left out stays, but for the sentiment: a new category brings its usual one along.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Correction".
 */
export interface Correction {
  categoria?: Category | null;
  sentimento?: Sentiment | null;
  tags?:
    | []
    | [string]
    | [string, string]
    | [string, string, string]
    | [string, string, string, string]
    | [string, string, string, string, string]
    | [string, string, string, string, string, string]
    | [string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string, string]
    | null;
  nota?: string;
  revisado?: true | null;
}
export interface Credentials {
  email: string;
  senha: string;
}
export interface DayFigure {
  dia: string;
  por_categoria: {
    [k: string]: number;
  };
  por_sentimento: {
    [k: string]: number;
  };
}
export interface Decided {
  atualizados: number;
  restantes: number;
}
export interface DigestDetail {
  semana: string;
  inicio: string;
  fim: string;
  revisao: number;
  criado_em: string;
  refeito_em: string | null;
  refeito_por: string | null;
  texto: string;
  origem: TextSource;
  comentarios: number;
  variacao: number | null;
  saldo: number | null;
  modelo: string | null;
  versao_prompt: string | null;
  numeros: DigestFigures;
  comentarios_representativos: SampleComment[];
  correio: MailFigures | null;
}
export interface DigestFigures {
  semana: string;
  inicio: string;
  fim: string;
  comentarios: number;
  comentarios_antes: number;
  variacao: number | null;
  saldo: number | null;
  saldo_antes: number | null;
  categorias: CategoryFigure[];
  sentimentos: SentimentFigure[];
  dias: DayFigure[];
  tags: TagFigure[];
  artistas: ArtistFigure[];
  tendencias: Trend[];
}
export interface SentimentFigure {
  sentimento: Sentiment;
  comentarios: number;
  comentarios_antes: number;
  parcela: number;
  parcela_antes: number;
}
export interface TagFigure {
  codigo: string;
  nome: string;
  comentarios: number;
  criticas: number;
  comentarios_antes: number | null;
}
/**
 * A share of the week's comments that changed by more than chance explains.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Trend".
 */
export interface Trend {
  tipo: TrendKind;
  id: string;
  nome: string;
  comentarios: number;
  comentarios_antes: number;
  parcela: number;
  parcela_antes: number;
  p: number;
}
/**
 * A comment that stands for many; `texto` is masked.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "SampleComment".
 */
export interface SampleComment {
  id: string;
  texto: string;
  categoria: Category;
  sentimento: Sentiment;
  artista: string | null;
}
export interface MailFigures {
  destinatarios: number;
  enviados: number;
  pendentes: number;
  falharam: number;
  cancelados: number;
}
/**
 * Of the newest digest that was mailed.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "DigestMail".
 */
export interface DigestMail {
  destinatarios: number;
  enviados: number;
  pendentes: number;
  falharam: number;
  cancelados: number;
  semana: string;
  problemas: TroubledDelivery[];
}
export interface TroubledDelivery {
  email: string;
  motivo: string;
  tentativas: number;
  proxima_em: string | null;
}
export interface DigestPage {
  resumos: DigestSummary[];
  proximo: string | null;
}
export interface DigestSummary {
  semana: string;
  inicio: string;
  fim: string;
  revisao: number;
  criado_em: string;
  refeito_em: string | null;
  refeito_por: string | null;
  texto: string;
  origem: TextSource;
  comentarios: number;
  variacao: number | null;
  saldo: number | null;
}
export interface DigestQuery {
  cursor?: string | null;
  limite?: number;
}
export interface ExportQuery {
  busca?: string | null;
  categoria?: Category[];
  sentimento?: Sentiment[];
  status?: CommentStatus[];
  tag?: string[];
  candidata?: string[];
  artista?: string[];
  album?: string[];
  modelo?: string[];
  versao_prompt?: string[];
  lote?: string[];
  revisado?: boolean | null;
  confianca_min?: number | null;
  confianca_max?: number | null;
  de?: string | null;
  ate?: string | null;
  ordem?: Order1;
  formato?: "csv" | "json" | "ndjson";
  bom?: boolean;
  separador?: "," | ";";
}
export interface FailureReason {
  codigo: string;
  motivo: string;
  comentarios: number;
}
export interface FilteredReport {
  relatorio: Snapshot;
  comentarios: number;
  completo: boolean;
}
export interface Imported {
  adicionados: StakeholderView[];
  rejeitados: RejectedLine[];
}
export interface StakeholderView {
  id: string;
  email: string;
  nome: string | null;
  adicionado_por: string;
  adicionado_em: string;
  cancelado_em: string | null;
}
export interface RejectedLine {
  linha: number;
  texto: string;
  erro: string;
  codigo: string;
}
export interface InvitationList {
  convites: InvitationView[];
}
export interface InvitationView {
  id: string;
  papel: Role;
  email: string | null;
  criado_por: string;
  criado_em: string;
  expira_em: string;
  usado_por: string | null;
}
export interface InvitationRequest {
  papel?: Role1;
  email?: string | null;
  dias?: number;
}
export interface Message {
  mensagem: string;
}
export interface ModelDay {
  dia: string;
  modelo: string;
  versao_prompt: string;
  chamadas: number;
  comentarios: number;
  em_cache: number;
  tokens_entrada: number;
  tokens_saida: number;
  latencia_media_ms: number | null;
  latencia_p95_ms: number | null;
  preco_usd: number;
}
export interface NewInvitation {
  id: string;
  papel: Role;
  email: string | null;
  criado_por: string;
  criado_em: string;
  expira_em: string;
  usado_por: string | null;
  codigo: string;
}
export interface NewToken {
  id: string;
  nome: string;
  emitido_por: string;
  emitido_em: string;
  expira_em: string;
  revogado_em: string | null;
  token: string;
}
export interface OperationView {
  medido_em: string;
  ultimo_relatorio: string | null;
  pendentes: number;
  idade_da_fila_s: number;
  fila_completa: boolean;
  falhas: number;
  falhas_por_motivo: FailureReason[];
  mensagens_ilegiveis: number;
  modelo_por_dia: ModelDay[];
  correio: DigestMail | null;
  versoes: Versions;
}
export interface Versions {
  aplicacao: string;
  revisao: string | null;
  modelo: string | null;
  versao_prompt: string | null;
}
export interface PasswordChange {
  senha_atual: string;
  senha_nova: string;
}
/**
 * The one shape of an error. `codigo` is stable and meant for programs.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Problem".
 */
export interface Problem {
  erro: string;
  codigo: string;
  detalhes: unknown[];
}
export interface Question {
  pergunta: string;
  anterior?: string | null;
}
export interface Registration {
  email: string;
  senha: string;
  convite?: string | null;
}
/**
 * Failed comments to send to the model again: these, or the oldest thousand.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Resend".
 */
export interface Resend {
  ids?: [string, ...string[]] | null;
}
export interface Resent {
  enviados: number;
  restantes: number;
}
export interface ReviewResult {
  id: string;
  ok: boolean;
  revisao: number | null;
  codigo: string | null;
  erro: string | null;
}
export interface ReviewResults {
  resultados: ReviewResult[];
}
export interface Reviewed {
  id: string;
  revisao: number;
}
export interface Reviews {
  acao: ReviewAction;
  /**
   * @minItems 1
   * @maxItems 100
   */
  itens: [Reviewed, ...Reviewed[]];
  categoria?: Category | null;
  sentimento?: Sentiment | null;
  tags?:
    | []
    | [string]
    | [string, string]
    | [string, string, string]
    | [string, string, string, string]
    | [string, string, string, string, string]
    | [string, string, string, string, string, string]
    | [string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string, string]
    | null;
  nota?: string;
}
export interface SavedView {
  nome: string;
  consulta: string;
  da_equipe?: boolean;
  id: string;
  dono: string;
  criada_em: string;
}
export interface SavedViews {
  visoes: SavedView[];
}
export interface SessionView {
  access_token: string;
  token_type?: string;
  expires_in: number;
}
export interface StakeholderImport {
  lista: string;
}
export interface StakeholderList {
  stakeholders: StakeholderView[];
}
export interface StakeholderRequest {
  email: string;
  nome?: string | null;
}
export interface TokenList {
  tokens: TokenView[];
}
export interface TokenView {
  id: string;
  nome: string;
  emitido_por: string;
  emitido_em: string;
  expira_em: string;
  revogado_em: string | null;
}
export interface TokenRequest {
  nome: string;
  dias?: number;
}
export interface UserChange {
  ativo?: boolean | null;
  papel?: Role | null;
}
export interface UserList {
  usuarios: UserView[];
}
export interface UserView {
  id: string;
  email: string;
  papel: Role;
  ativo: boolean;
  criado_em: string;
}
export interface ViewRequest {
  nome: string;
  consulta: string;
  da_equipe?: boolean;
}
