import { count } from "../../shared/formats";
import { get } from "../api/client";
import type { OperationView } from "../api/types";
import { Button } from "../components/Button";
import { Page } from "../components/Page";
import { Section } from "../components/Section";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { Signs } from "../figures/Signs";
import { useEvery, useLoad } from "../hooks/load";
import { Failures } from "./Failures";
import { Mail } from "./Mail";
import { Questions } from "./Questions";
import { signs, verdict } from "./signs";
import { Usage } from "./Usage";
import { Versions } from "./Versions";
import "./operation.css";

const EVERY = 15_000;

export default function OperationPage() {
  const { value, error, loading, again } = useLoad((signal) => get<OperationView>("/api/operacao", { signal }), "");
  useEvery(EVERY, () => loading || again());
  return (
    <Page title="Operação" lede="Como o sistema está agora. Esta página se atualiza sozinha a cada 15 segundos.">
      {error && !value && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {!value && !error && <Loading />}
      {value && <Figures view={value} lost={error?.message ?? null} />}
    </Page>
  );
}

function Figures({ view, lost }: { view: OperationView; lost: string | null }) {
  const found = signs(view);
  return (
    <>
      {/* A live region: announced only when the verdict changes, not with every figure. */}
      <p class="verdict" role="status">
        {lost ? `Sem notícias novas: ${lost}` : verdict(found)}
      </p>
      <Signs label="Números de agora" signs={found} />
      <Usage view={view} />
      {view.falhas > 0 && <Failures reasons={view.falhas_por_motivo} all={count(view.falhas)} />}
      <Mail mail={view.correio} />
      <Questions />
      <Section title="O que está no ar">
        <Versions versions={view.versoes} />
      </Section>
    </>
  );
}
