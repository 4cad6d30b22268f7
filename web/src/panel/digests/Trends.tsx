import { percent } from "../../shared/formats";
import type { Category } from "../../shared/snapshot/snapshot";
import { CATEGORY, shortTag } from "../../shared/words";
import type { Trend } from "../api/types";
import { Section } from "../components/Section";

/** Statistically significant changes. */
export function Trends({ trends }: { trends: readonly Trend[] }) {
  return (
    <Section
      title="O que mudou de verdade"
      lede="Só o que o acaso não explica: teste de duas proporções contra a semana anterior, com a correção de Benjamini e Hochberg."
    >
      {trends.length ? (
        <ul class="trends">
          {trends.map((trend) => (
            <Line key={`${trend.tipo} ${trend.id}`} trend={trend} />
          ))}
        </ul>
      ) : (
        <p class="none">Nada mudou mais do que o acaso explica.</p>
      )}
    </Section>
  );
}

function Line({ trend }: { trend: Trend }) {
  const { parcela, parcela_antes, p } = trend;
  return (
    <li>
      <span class="way">{parcela > parcela_antes ? "▲ Subiu" : "▼ Caiu"}</span>
      <span>
        <strong>{name(trend)}</strong>: {percent(parcela)} dos comentários, antes {percent(parcela_antes)}{" "}
        <span class="odds">(p {odds(p)})</span>
      </span>
    </li>
  );
}

function name({ tipo, id, nome }: Trend): string {
  if (tipo === "categoria") return CATEGORY[id as Category]?.many ?? nome;
  return tipo === "tag" ? shortTag(nome) : nome;
}

function odds(p: number): string {
  return p < 0.001 ? "< 0,001" : `= ${p.toLocaleString("pt-BR", { maximumSignificantDigits: 2 })}`;
}
