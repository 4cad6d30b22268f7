import { count } from "../../shared/formats";
import { Button } from "../components/Button";
import { Empty } from "../components/states/Empty";
import { ExportButton } from "../export/ExportButton";
import { CategoryCounts } from "../filters/CategoryCounts";
import { addressOf } from "../filters/filter";
import { plural } from "../review/messages";
import { usePlace } from "../router";
import { SavedViews } from "../views/SavedViews";
import { useArrivals } from "./list/useArrivals";
import { useCounts } from "./useCounts";
import { type Bench, Workbench } from "./Workbench";

export default function CommentsPage() {
  return (
    <Workbench
      title="Comentários"
      normalOrder="recentes"
      advances={false}
      lede={found}
      actions={(bench) => <Actions bench={bench} />}
      head={(bench) => <Head bench={bench} />}
      empty={(bench) => <Nothing bench={bench} />}
    />
  );
}

function Actions({ bench: { filter, query } }: { bench: Bench }) {
  const { path, search } = usePlace();
  return (
    <>
      <SavedViews path={path} search={search} />
      <a class="button" href={addressOf("/painel/graficos", filter)}>
        Gráficos
      </a>
      <ExportButton filter={query.filter} order={query.order} />
    </>
  );
}

function found({ list: { rows, stale } }: Bench): string {
  if (rows.total !== null) return plural(rows.total, "comentário encontrado", "comentários encontrados");
  return rows.comments.length && !stale ? `${count(rows.comments.length)} ou mais comentários encontrados` : "\u00a0";
}

function Head({ bench: { filter, onFilter, query, list, changes } }: { bench: Bench }) {
  const counts = useCounts(query.filter, changes);
  const arrived = useArrivals(query, list.rows, list.loading);
  return (
    <>
      <CategoryCounts counts={counts} filter={filter} onChange={onFilter} />
      <div class="arrivals" role="status">
        {arrived > 0 && (
          <Button
            onClick={() => {
              scrollTo(0, 0);
              list.again();
            }}
          >
            {plural(arrived, "comentário novo: mostrar", "comentários novos: mostrar")}
          </Button>
        )}
      </div>
    </>
  );
}

function Nothing({ bench: { filter, onFilter } }: { bench: Bench }) {
  if (!filter.size)
    return <Empty title="Ainda não há comentários. Eles aparecem aqui assim que um serviço os envia." />;
  return (
    <Empty title="Nenhum comentário combina com estes filtros.">
      <Button onClick={() => onFilter(new URLSearchParams())}>Limpar filtros</Button>
    </Empty>
  );
}
