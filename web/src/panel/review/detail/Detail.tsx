import { useState } from "preact/hooks";
import type { CommentDetail, CommentView } from "../../api/types";
import { Highlighted } from "../../comments/Highlighted";
import { Button } from "../../components/Button";
import { Confirm } from "../../components/dialogs/Confirm";
import { useKeys } from "../../hooks/keys";
import { useStore } from "../../hooks/store";
import { useIsAdmin } from "../../shell/user";
import { type Draft, judges, overtaken, rebased } from "../editor/draft";
import { discard, draftFor, drafts, keep, unsaved } from "../editor/drafts";
import { Editor } from "../editor/Editor";
import type { Reviewing } from "../useReview";
import { Conflict } from "./Conflict";
import { evidenceIn } from "./evidence";
import { Facts } from "./Facts";
import { History } from "./History";
import { TagNotes } from "./TagNotes";
import "../review.css";

interface Props {
  /** A row of the list, or the loaded detail. */
  comment: CommentView | CommentDetail;
  marks: CommentView["destaques"];
  reviewing: Reviewing;
  onSave: (draft: Draft) => void;
}

/** One comment: text, editor, metadata and history. */
export function Detail({ comment, marks, reviewing, onSave }: Props) {
  const { id } = comment;
  const [erasing, setErasing] = useState(false);
  const admin = useIsAdmin();
  useStore(drafts);
  const draft = draftFor(comment);
  const conflict = overtaken(draft, comment);
  const busy = reviewing.isBusy(id);
  const asked = reviewing.isAsked(id);
  const edit = (turn: (now: Draft) => Draft) => keep(turn(draftFor(comment)));
  const save = () => {
    if (!busy && !conflict && draft.category) onSave(draftFor(comment));
  };
  const ask = () => asked || void reviewing.ask(comment);
  useKeys([
    { keys: ["s"], does: "Salvar", run: save },
    { keys: ["a"], does: "Aceitar como está", run: save },
    { keys: ["r"], does: "Perguntar ao modelo de novo", run: ask },
  ]);
  return (
    <>
      <blockquote>
        {marks?.length ? (
          <Highlighted text={comment.texto} marks={marks} />
        ) : (
          <Highlighted text={comment.texto} marks={evidenceIn(comment.texto, comment.evidencia)} kind="evidence" />
        )}
      </blockquote>
      {comment.falha && comment.status === "FALHOU" && (
        <p class="failure">
          <b>O modelo não classificou:</b> {comment.falha.motivo}
        </p>
      )}
      {conflict && (
        <Conflict
          draft={draft}
          now={comment}
          busy={busy}
          onTheirs={() => discard(id)}
          onMine={() => onSave(rebased(draft, comment))}
        />
      )}
      <Editor draft={draft} onEdit={edit} onSave={save} />
      <div class="actions decide">
        <Button kind="primary" aria-keyshortcuts="s a" busy={busy || conflict || !draft.category} onClick={save}>
          {label(draft, busy)} <kbd aria-hidden="true">{judges(draft) ? "s" : "a"}</kbd>
        </Button>
        {unsaved.value.has(id) && (
          <Button kind="quiet" onClick={() => discard(id)}>
            Descartar mudanças
          </Button>
        )}
        <Button kind="quiet" aria-keyshortcuts="r" busy={asked} onClick={ask}>
          {asked ? "Perguntando ao modelo…" : "Perguntar ao modelo de novo"} <kbd aria-hidden="true">r</kbd>
        </Button>
      </div>
      <Facts comment={comment} />
      <TagNotes comment={comment} />
      {"historico" in comment && <History comment={comment} onUndo={() => void reviewing.undo(comment)} />}
      {admin && (
        <Button kind="quiet" onClick={() => setErasing(true)}>
          Apagar a pedido do autor…
        </Button>
      )}
      {erasing && (
        <Confirm
          title="Apagar este comentário?"
          action="Apagar de vez"
          work={() => reviewing.erase(comment)}
          onClose={() => setErasing(false)}
        >
          <p>
            O texto, a classificação e o histórico somem e não voltam; os gráficos deixam de contar o comentário. É o
            que a LGPD pede quando o autor quer ser esquecido.
          </p>
        </Confirm>
      )}
    </>
  );
}

function label(draft: Draft, busy: boolean): string {
  if (busy) return "Salvando…";
  if (judges(draft)) return "Salvar";
  return draft.base.revisado ? "Confirmar" : "Aceitar como está";
}
