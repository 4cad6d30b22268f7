import { comments } from "../../shared/formats";
import type { FailureReason } from "../api/types";
import { Section } from "../components/Section";

/** Reasons of failed classifications, with a link to the page that resends them. */
export function Failures({ reasons, all }: { reasons: readonly FailureReason[]; all: string }) {
  return (
    <Section
      title="Por que falharam"
      lede={
        <>
          <a href="/painel/falhas">Ver {all === "1" ? "o comentário" : `os ${all} comentários`}</a> e enviar de novo.
        </>
      }
    >
      <ul class="reasons">
        {reasons.map(({ codigo, motivo, comentarios }) => (
          <li key={codigo}>
            <strong>{comments(comentarios)}</strong>: {motivo}
          </li>
        ))}
      </ul>
    </Section>
  );
}
