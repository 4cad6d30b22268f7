import { count } from "../../shared/formats";
import { type Bench, Workbench } from "../comments/Workbench";
import { Button } from "../components/Button";
import { Empty } from "../components/states/Empty";
import { useStore } from "../hooks/store";
import { plural } from "../review/messages";
import { reviewedIds } from "../review/progress";
import "./queue.css";

const UNREVIEWED = { revisado: "nao", status: "CONCLUIDO" };

/** The unreviewed comments, least confident first; a decision moves on to the next. */
export default function QueuePage() {
  return (
    <Workbench
      title="Fila de revisão"
      fixed={UNREVIEWED}
      normalOrder="menos_certos"
      advances
      lede={() => "Os comentários sobre os quais o modelo tem menos certeza vêm primeiro."}
      head={(bench) => <Progress bench={bench} />}
      empty={(bench) => <Done bench={bench} />}
    />
  );
}

function Progress({
  bench: {
    list: { rows },
  },
}: {
  bench: Bench;
}) {
  const done = useStore(reviewedIds).size;
  const left = rows.total === null ? null : rows.total - rows.comments.filter(({ revisado }) => revisado).length;
  return (
    <div class="sitting">
      {left !== null && <progress aria-label="Andamento desta sessão" value={done} max={Math.max(done + left, 1)} />}
      <p role="status">
        <b>{plural(done, "revisado", "revisados")}</b> nesta sessão{left !== null && ` · ${missing(left)}`}
      </p>
    </div>
  );
}

function missing(n: number): string {
  if (n === 0) return "não falta nenhum";
  return n === 1 ? "falta 1" : `faltam ${count(n)}`;
}

function Done({ bench: { filter, onFilter } }: { bench: Bench }) {
  if (!filter.size) return <Empty title="Fila vazia: tudo o que foi classificado já foi revisado." />;
  return (
    <Empty title="Nada a revisar com estes filtros.">
      <Button onClick={() => onFilter(new URLSearchParams())}>Ver a fila inteira</Button>
    </Empty>
  );
}
