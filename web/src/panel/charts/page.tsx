// The public report's charts over any filter of the list.

import { useMemo } from "preact/hooks";
import { get } from "../api/client";
import type { FilteredReport } from "../api/types";
import { Button } from "../components/Button";
import { Page } from "../components/Page";
import { Empty } from "../components/states/Empty";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { ExportButton } from "../export/ExportButton";
import { FilterChips } from "../filters/FilterChips";
import { Filters } from "../filters/Filters";
import { addressOf, type Filter, filterOf, put } from "../filters/filter";
import { SearchBox } from "../filters/SearchBox";
import { useLoad } from "../hooks/load";
import { go, usePlace } from "../router";
import { SavedViews } from "../views/SavedViews";
import { Cards } from "./Cards";
import { Periods } from "./Periods";
import { coverage, filteredSelection, periodOf } from "./selection";
import "./charts.css";

const PATH = "/painel/graficos";
const PATIENCE = 60_000;

export default function ChartsPage() {
  const { search } = usePlace();
  const filter = filterOf(search);
  const period = periodOf(search);
  const key = addressOf("", filter);
  const { value, error, loading, again } = useLoad(
    (signal) => get<FilteredReport>("/api/comentarios/graficos", { query: filter, signal, timeout: PATIENCE }),
    key,
  );
  const selection = useMemo(() => value && filteredSelection(value, period), [value, period]);
  const change = (next: Filter, typing = false) =>
    go(addressOf(PATH, next, { periodo: period === "8s" ? null : period }), { replace: typing });
  return (
    <Page
      title="Gráficos"
      lede={value && coverage(value)}
      actions={
        <>
          <SavedViews path={PATH} search={search} />
          <ExportButton filter={filter} />
          <a class="button" href={addressOf("/painel", filter)}>
            Ver os comentários
          </a>
        </>
      }
    >
      <div class="chart-filters">
        <SearchBox
          value={filter.get("busca") ?? ""}
          onSearch={(text) => change(put(filter, "busca", text || null), true)}
        />
        <Periods
          value={period}
          onValue={(next) => go(addressOf(PATH, filter, { periodo: next === "8s" ? null : next }))}
        />
        <details>
          <summary>Filtros</summary>
          <Filters filter={filter} onChange={change} />
        </details>
        <FilterChips filter={filter} onChange={change} />
      </div>
      {error && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {!value && loading && <Loading>Contando…</Loading>}
      {value && !error && (
        <div class="charts" aria-busy={loading}>
          {selection ? (
            <Cards selection={selection} />
          ) : (
            <Empty title="Nenhum comentário classificado com estes filtros, nas últimas oito semanas." />
          )}
        </div>
      )}
    </Page>
  );
}
