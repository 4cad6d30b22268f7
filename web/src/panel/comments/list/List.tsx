import { count } from "../../../shared/formats";
import { Button } from "../../components/Button";
import { Pager } from "../../components/Pager";
import { Failed } from "../../components/states/Failed";
import { Loading } from "../../components/states/Loading";
import { useStore } from "../../hooks/store";
import { unsaved } from "../../review/editor/drafts";
import type { Reviewing } from "../../review/useReview";
import type { OpenComment } from "../pane/useOpenComment";
import type { RowSelection } from "../selection/useSelection";
import { Row } from "./Row";
import type { ListOfRows } from "./useRows";

interface Props {
  list: ListOfRows;
  openComment: OpenComment;
  selection: RowSelection;
  reviewing: Reviewing;
  hrefOf: (id: string) => string;
}

export function List({ list, openComment, selection, reviewing, hrefOf }: Props) {
  const { rows, stale, loading, error } = list;
  const edited = useStore(unsaved);
  const all = rows.comments.length > 0 && rows.comments.every(({ id }) => selection.ids.has(id));
  return (
    <>
      {rows.comments.length > 0 && (
        <label class="choice choose-all">
          <input type="checkbox" checked={all} onChange={all ? selection.clear : selection.all} />
          Selecionar tudo o que está na lista ({count(rows.comments.length)})
        </label>
      )}
      <ol class="rows" aria-busy={stale || undefined}>
        {rows.comments.map((comment) => {
          const { id } = comment;
          const state = {
            open: openComment.id === id,
            chosen: selection.ids.has(id),
            busy: reviewing.isBusy(id),
            asked: reviewing.isAsked(id),
            unsaved: edited.has(id),
          };
          const open = (event: MouseEvent) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
            event.preventDefault();
            openComment.open(id);
          };
          return (
            <Row
              key={id}
              comment={comment}
              href={hrefOf(id)}
              state={state}
              onOpen={open}
              onChoose={(range) => selection.toggle(id, range)}
            />
          );
        })}
      </ol>
      {error && (
        <Failed
          error={error}
          action={
            error.status !== 400 && (
              <Button onClick={rows.next ? () => void list.more() : list.again}>Tentar de novo</Button>
            )
          }
        />
      )}
      {!rows.comments.length && loading && <Loading />}
      {!rows.comments.length && rows.next !== null && !loading && (
        <p class="hint">Ainda nada entre os comentários mais próximos; há mais a procurar.</p>
      )}
      {!error && <Pager more={rows.next !== null && !stale} loading={loading} onMore={() => void list.more()} />}
    </>
  );
}
