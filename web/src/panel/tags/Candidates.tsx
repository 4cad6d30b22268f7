import { comments } from "../../shared/formats";
import type { Candidate, Decision } from "../api/types";
import { Button } from "../components/Button";
import { Section } from "../components/Section";
import { Empty } from "../components/states/Empty";

interface Props {
  candidates: readonly Candidate[];
  onDecide: (code: string, kind: Decision) => void;
}

/** Tag candidates with example comments, most frequent first. */
export function Candidates({ candidates, onDecide }: Props) {
  return (
    <Section title="Candidatas">
      {!candidates.length && <Empty title="Nenhuma candidata esperando decisão." />}
      <ul class="candidates">
        {candidates.map((candidate) => (
          <Row key={candidate.codigo} candidate={candidate} onDecide={(kind) => onDecide(candidate.codigo, kind)} />
        ))}
      </ul>
    </Section>
  );
}

function Row({
  candidate: { codigo, comentarios, exemplos },
  onDecide,
}: {
  candidate: Candidate;
  onDecide: (kind: Decision) => void;
}) {
  return (
    <li class="candidate">
      <h3>
        <code>{codigo}</code>
      </h3>
      <p>
        <a href={`/painel?candidata=${codigo}`}>{comments(comentarios)}</a>
      </p>
      <ul class="examples">
        {exemplos.map(({ id, texto }) => (
          <li key={id}>{texto}</li>
        ))}
      </ul>
      <div class="actions">
        <Button onClick={() => onDecide("aceitar")} aria-label={`Aceitar ${codigo}`}>
          Aceitar
        </Button>
        <Button onClick={() => onDecide("mesclar")} aria-label={`Juntar a outra: ${codigo}`}>
          Juntar a outra
        </Button>
        <Button kind="quiet" onClick={() => onDecide("rejeitar")} aria-label={`Rejeitar ${codigo}`}>
          Rejeitar
        </Button>
      </div>
    </li>
  );
}
