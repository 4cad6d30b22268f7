import { count } from "../../shared/formats";
import { get } from "../api/client";
import type { AskedList, AskedView, Verdict } from "../api/types";
import { Button } from "../components/Button";
import { Section } from "../components/Section";
import { Failed } from "../components/states/Failed";
import { Table } from "../components/Table";
import { useLoad } from "../hooks/load";
import { modelName } from "../models";
import { moment } from "../moments";
import { milliseconds, money } from "../quantities";

const VERDICT: Record<Verdict, string> = {
  respondida: "Respondida",
  sem_dados: "Sem dados",
  fora_do_tema: "Fora do tema",
  ofensiva: "Recusada",
};

/** The newest questions with their cost. Loaded once, without polling. */
export function Questions() {
  const { value, error, again } = useLoad((signal) => get<AskedList>("/api/perguntas", { signal }), "");
  return (
    <Section title="Perguntas recentes" lede={value && said(value.perguntas)}>
      {error && !value && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {value && value.perguntas.length > 0 && <Asked rows={value.perguntas} />}
    </Section>
  );
}

function said(rows: readonly AskedView[]): string {
  if (!rows.length) return "Ninguém perguntou nada ainda.";
  const cost = rows.reduce((sum, { preco_usd }) => sum + preco_usd, 0);
  return `${rows.length === 1 ? "A última pergunta custou" : `As ${count(rows.length)} últimas custaram`} ${money(cost)}, pelo preço de tabela.`;
}

function Asked({ rows }: { rows: readonly AskedView[] }) {
  return (
    <div class="asked">
      <Table
        caption="O que se perguntou, com o custo"
        rows={rows}
        id={({ id }) => id}
        columns={[
          { title: "Pergunta", cell: ({ pergunta }) => pergunta },
          { title: "Resposta", cell: ({ texto_gerado }) => texto_gerado },
          { title: "Situação", cell: ({ situacao }) => VERDICT[situacao] },
          { title: "Quando", cell: ({ perguntado_em }) => moment(perguntado_em) },
          { title: "Modelo", cell: ({ origem, modelo }) => (origem === "modelo" ? modelName(modelo) : "nenhum") },
          {
            title: "Tokens",
            numeric: true,
            cell: ({ tokens_entrada, tokens_saida }) => count(tokens_entrada + tokens_saida),
          },
          { title: "Custo", numeric: true, cell: ({ preco_usd }) => money(preco_usd) },
          { title: "Tempo", numeric: true, cell: ({ latencia_ms }) => milliseconds(latencia_ms) },
        ]}
      />
    </div>
  );
}
