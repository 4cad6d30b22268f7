import { useEffect, useRef } from "preact/hooks";
import { count } from "../../../shared/formats";
import { Button } from "../../components/Button";
import { Empty } from "../../components/states/Empty";
import { Failed } from "../../components/states/Failed";
import { Loading } from "../../components/states/Loading";
import { Detail } from "../../review/detail/Detail";
import type { Details } from "../../review/detail/useDetails";
import type { Draft } from "../../review/editor/draft";
import type { Reviewing } from "../../review/useReview";
import type { ListOfRows } from "../list/useRows";
import type { OpenComment } from "./useOpenComment";

interface Props {
  list: ListOfRows;
  openComment: OpenComment;
  details: Details;
  reviewing: Reviewing;
  onSave: (draft: Draft) => void;
}

/** The open comment: beside the list, on a phone instead of it. */
export function Pane({ list, openComment, details, reviewing, onSave }: Props) {
  const { id } = openComment;
  const heading = useRef<HTMLHeadingElement>(null);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    pane.current?.scrollTo(0, 0);
    // On a phone the list, and the focused element with it, is hidden.
    if (id && document.activeElement === document.body) heading.current?.focus();
  }, [id]);
  if (!id)
    return (
      <section class="pane" aria-label="Comentário">
        <Empty title="Escolha um comentário para ver a classificação e corrigi-la." />
      </section>
    );
  const place = list.rows.comments.findIndex((one) => one.id === id);
  const row = list.rows.comments[place];
  const comment = details.of(id) ?? row;
  return (
    <section class="pane" ref={pane} aria-labelledby="comentario-aberto">
      <div class="pane-head">
        <h2 id="comentario-aberto" ref={heading} tabIndex={-1}>
          Comentário
          {place >= 0 && (
            <span class="hint">
              {" "}
              {count(place + 1)} de{" "}
              {list.rows.total === null ? `${count(list.rows.comments.length)} ou mais` : count(list.rows.total)}
            </span>
          )}
        </h2>
        <div class="actions">
          <Button
            kind="quiet"
            aria-label="Anterior"
            aria-keyshortcuts="k"
            disabled={place <= 0}
            onClick={() => void openComment.step(-1)}
          >
            ↑
          </Button>
          <Button kind="quiet" aria-label="Próximo" aria-keyshortcuts="j" onClick={() => void openComment.step(1)}>
            ↓
          </Button>
          <Button
            kind="quiet"
            aria-label="Fechar e voltar à lista"
            aria-keyshortcuts="Escape"
            onClick={openComment.close}
          >
            <span class="wide-only">×</span>
            <span class="narrow-only">Lista</span>
          </Button>
        </div>
      </div>
      {comment ? (
        <Detail key={id} comment={comment} marks={row?.destaques} reviewing={reviewing} onSave={onSave} />
      ) : (
        !details.error && <Loading />
      )}
      {details.error && (
        <Failed
          error={details.error}
          action={details.error.status !== 404 && <Button onClick={details.again}>Tentar de novo</Button>}
        />
      )}
    </section>
  );
}
