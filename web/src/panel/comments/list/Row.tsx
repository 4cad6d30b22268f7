import { percent } from "../../../shared/formats";
import { shortTag } from "../../../shared/words";
import type { CommentView } from "../../api/types";
import { CategoryBadge } from "../../components/CategoryBadge";
import { SentimentBadge } from "../../components/SentimentBadge";
import { shortMoment } from "../../moments";
import { Highlighted } from "../Highlighted";

interface RowState {
  open: boolean;
  chosen: boolean;
  busy: boolean;
  asked: boolean;
  unsaved: boolean;
}

interface Props {
  comment: CommentView;
  href: string;
  state: RowState;
  onOpen: (event: MouseEvent) => void;
  onChoose: (range: boolean) => void;
}

export function Row({ comment, href, state, onOpen, onChoose }: Props) {
  const where = [comment.artista, comment.album ?? comment.musica].filter(Boolean).join(" · ");
  return (
    <li
      id={`c-${comment.id}`}
      class="row"
      data-open={state.open || undefined}
      data-chosen={state.chosen || undefined}
      data-reviewed={comment.revisado || undefined}
    >
      <input
        type="checkbox"
        checked={state.chosen}
        aria-label={`Selecionar: ${comment.texto.slice(0, 60)}`}
        onClick={(event) => onChoose(event.shiftKey)}
      />
      <div>
        <a href={href} aria-current={state.open || undefined} onClick={onOpen}>
          <Highlighted text={comment.texto} marks={comment.destaques} />
        </a>
        <p class="facts">
          <CategoryBadge category={comment.categoria} />
          <SentimentBadge sentiment={comment.sentimento} />
          <Said comment={comment} state={state} />
          {where && <span class="where">{where}</span>}
          <time dateTime={comment.data_recebimento} title="Recebido">
            {shortMoment(comment.data_recebimento, new Date())}
          </time>
        </p>
        {comment.tags.length > 0 && (
          <ul class="row-tags" aria-label="Tags">
            {comment.tags.map(({ codigo, explicacao }) => (
              <li key={codigo} title={codigo}>
                {shortTag(explicacao)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

/** The model's confidence, the review state or a pending action. */
function Said({ comment, state }: Pick<Props, "comment" | "state">) {
  if (state.busy) return <span class="said">Salvando…</span>;
  if (state.asked) return <span class="said">Perguntando ao modelo…</span>;
  if (state.unsaved) return <span class="said">Não salvo</span>;
  if (comment.status === "FALHOU") return <span class="said">Falhou</span>;
  if (comment.revisado) return <span class="said">✓ Revisado</span>;
  return comment.confianca === null ? null : <span title="Confiança do modelo">{percent(comment.confianca)}</span>;
}
