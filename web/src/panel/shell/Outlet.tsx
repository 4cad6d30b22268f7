import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api/problem";
import { Button } from "../components/Button";
import { Page } from "../components/Page";
import { Empty } from "../components/states/Empty";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { type Route, routeAt } from "../routes";
import { useIsAdmin } from "./user";

/** The page at this path. */
export function Outlet({ path }: { path: string }) {
  const route = routeAt(path, useIsAdmin());
  useEffect(() => {
    document.title = `${route?.name ?? "Página não encontrada"} · AluMusic Insights`;
  }, [route]);
  return route ? <Loaded route={route} /> : <Nowhere />;
}

function Loaded({ route }: { route: Route }) {
  const [page, show] = useState<ComponentType | "failed" | null>(null);
  useEffect(() => {
    route.load().then(
      ({ default: found }) => show(() => found),
      () => show("failed"),
    );
  }, [route]);
  if (page === null) return <Loading />;
  if (page !== "failed") {
    const Shown = page;
    return <Shown />;
  }
  const error = new ApiError(
    0,
    "pagina_nao_carregou",
    "não foi possível carregar esta página: a conexão caiu ou saiu uma versão nova do painel",
  );
  return <Failed error={error} action={<Button onClick={() => location.reload()}>Recarregar</Button>} />;
}

function Nowhere() {
  return (
    <Page title="Página não encontrada">
      <Empty title="Este endereço não existe no painel.">
        <a href="/painel">Ver os comentários</a>
      </Empty>
    </Page>
  );
}
