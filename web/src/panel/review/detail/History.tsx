import { percent } from "../../../shared/formats";
import type { ClassificationState, CommentDetail, HistoryAction, HistoryEntry } from "../../api/types";
import { Button } from "../../components/Button";
import { moment } from "../../moments";
import { JudgementLine } from "./JudgementLine";

const DID: Record<HistoryAction, string> = {
  correcao: "corrigiu",
  aceite: "aceitou",
  reclassificacao: "classificou de novo",
  desfeito: "desfez a última mudança",
};

/** All judgements with author and time, newest first, down to the first classification. */
export function History({ comment, onUndo }: { comment: CommentDetail; onUndo: () => void }) {
  const entries = comment.historico;
  return (
    <section class="history">
      <div class="actions">
        <h3>Histórico</h3>
        {entries.length > 0 && (
          <Button kind="quiet" onClick={onUndo}>
            Desfazer a última mudança
          </Button>
        )}
      </div>
      <ol>
        {entries.toReversed().map((entry) => (
          <Entry key={entry.revisao} entry={entry} />
        ))}
        <First state={entries[0]?.antes} comment={comment} />
      </ol>
    </section>
  );
}

function Entry({ entry: { quem, acao, em, antes, depois, nota } }: { entry: HistoryEntry }) {
  return (
    <li>
      <p>
        <b>{quem}</b> {DID[acao]} <time dateTime={em}>{moment(em)}</time>
      </p>
      {acao !== "aceite" && (
        <p class="change">
          <State state={antes} />{" "}
          <span class="became">
            <span aria-hidden="true">→</span>
            <span class="aside">passou a</span> <State state={depois} />
          </span>
        </p>
      )}
      {nota && <p class="note">{nota}</p>}
    </li>
  );
}

/** The state before the first change: a classification by the model, or a failure. */
function First({ state, comment }: { state: ClassificationState | undefined; comment: CommentDetail }) {
  const found = state ?? stateOf(comment);
  if (!found.categoria)
    return (
      <li>
        <p>O modelo não conseguiu classificar</p>
      </li>
    );
  return (
    <li>
      <p>
        <b>{found.modelo ?? found.curador ?? "Modelo"}</b> classificou{" "}
        {!state && comment.classificado_em && (
          <time dateTime={comment.classificado_em}>{moment(comment.classificado_em)}</time>
        )}
      </p>
      <p class="change">
        <State state={found} />
      </p>
    </li>
  );
}

function State({ state }: { state: ClassificationState }) {
  return (
    <>
      <JudgementLine category={state.categoria} sentiment={state.sentimento} tags={state.tags} />
      {state.confianca !== null && !state.curador && (
        <span class="codes">{[percent(state.confianca), state.versao_prompt].filter(Boolean).join(" · ")}</span>
      )}
    </>
  );
}

function stateOf({
  categoria,
  sentimento,
  confianca,
  tags,
  modelo,
  versao_prompt,
  curador,
  revisado,
}: CommentDetail): ClassificationState {
  return {
    categoria,
    sentimento,
    confianca,
    tags: tags.map(({ codigo }) => codigo),
    modelo,
    versao_prompt,
    curador,
    revisado,
  };
}
