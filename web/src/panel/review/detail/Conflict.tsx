import type { CommentView } from "../../api/types";
import { Button } from "../../components/Button";
import { moment } from "../../moments";
import { type Draft, judgementOf } from "../editor/draft";
import { JudgementLine } from "./JudgementLine";

interface Props {
  draft: Draft;
  now: CommentView;
  busy: boolean;
  onTheirs: () => void;
  onMine: () => void;
}

/** Edit conflict: the judgement that the user saw, the current one and the draft's. */
export function Conflict({ draft, now, busy, onTheirs, onMine }: Props) {
  const who = now.revisor ?? now.curador ?? now.modelo ?? "Alguém";
  const when = now.revisado_em ?? now.classificado_em;
  return (
    <section class="conflict" role="alert">
      <h3>
        {who} mudou este comentário {when ? `em ${moment(when)}` : "enquanto você o via"}
      </h3>
      <dl>
        <dt>Você viu</dt>
        <dd>
          <JudgementLine {...judgementOf(draft.base)} />
        </dd>
        <dt>Agora está</dt>
        <dd>
          <JudgementLine {...judgementOf(now)} />
        </dd>
        <dt>Você quer</dt>
        <dd>
          <JudgementLine category={draft.category} sentiment={draft.sentiment} tags={draft.tags} />
        </dd>
      </dl>
      <div class="actions">
        <Button onClick={onTheirs}>Ficar com o que está</Button>
        <Button kind="primary" busy={busy} onClick={onMine}>
          Salvar o meu mesmo assim
        </Button>
      </div>
    </section>
  );
}
