import { useState } from "preact/hooks";
import { comments, count } from "../../shared/formats";
import type { Candidate, CandidateDecision, CatalogueTag, Decision } from "../api/types";
import { Button } from "../components/Button";
import { Dialog } from "../components/dialogs/Dialog";
import { Field } from "../components/Field";
import { useSubmit } from "../hooks/submit";
import { decide, type SweepProgress } from "./decision";

interface Props {
  candidate: Candidate;
  kind: Decision;
  tags: readonly CatalogueTag[];
  /** Receives the outcome as a sentence. */
  onDone: (said: string) => void;
  onClose: () => void;
}

const TITLES: Record<Decision, (code: string) => string> = {
  aceitar: (code) => `Aceitar ${code} no catálogo`,
  mesclar: (code) => `Juntar ${code} a outra tag`,
  rejeitar: (code) => `Rejeitar ${code}`,
};
const DONE: Record<Decision, string> = { aceitar: "aceita", mesclar: "juntada", rejeitar: "rejeitada" };
const DO: Record<Decision, string> = { aceitar: "Aceitar", mesclar: "Juntar", rejeitar: "Rejeitar" };

export function DecideDialog({ candidate: { codigo }, kind, tags, onDone, onClose }: Props) {
  const [explanation, setExplanation] = useState("");
  const [target, setTarget] = useState("");
  const [swept, setSwept] = useState<SweepProgress | null>(null);
  const decision: CandidateDecision = {
    decisao: kind,
    ...(kind === "aceitar" ? { explicacao: explanation.trim() } : kind === "mesclar" ? { destino: target } : {}),
  };
  const { submit, busy, error } = useSubmit(async () => {
    const { changed, left } = await decide(codigo, decision, setSwept);
    if (!left) onDone(`${codigo} foi ${DONE[kind]}; ${comments(changed)} ${changed === 1 ? "mudou" : "mudaram"}.`);
  });
  const unfinished = Boolean(swept?.left) && !busy;
  return (
    <Dialog title={TITLES[kind](codigo)} onClose={busy ? undefined : onClose}>
      <form onSubmit={submit}>
        {kind === "aceitar" && (
          <Field
            label="O que esta tag quer dizer?"
            hint="Uma frase curta: o modelo a lê em cada chamada."
            error={error?.fields.explicacao}
          >
            {(wiring) => (
              <input
                {...wiring}
                required
                minLength={3}
                maxLength={200}
                autoFocus
                autoComplete="off"
                value={explanation}
                onInput={(event) => setExplanation(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {kind === "mesclar" && (
          <Field label="Tag do catálogo que fica no lugar" error={error?.fields.destino}>
            {(wiring) => (
              <select
                {...wiring}
                required
                autoFocus
                value={target}
                onChange={(event) => setTarget(event.currentTarget.value)}
              >
                <option value="">Escolha…</option>
                {tags.map((tag) => (
                  <option key={tag.codigo} value={tag.codigo}>
                    {tag.codigo} ({tag.explicacao})
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {kind === "rejeitar" && (
          <p>A tag sai dos comentários que a têm, e se o modelo a inventar de novo ela não aparece mais.</p>
        )}
        {swept && <Sweep swept={swept} />}
        {error && !Object.keys(error.fields).length && (
          <p class="wrong" role="alert">
            {error.message}
          </p>
        )}
        {unfinished && !error && (
          <p class="wrong" role="alert">
            A decisão vale, mas nem todos os comentários mudaram ainda. Continue, ou volte mais tarde.
          </p>
        )}
        <div class="actions">
          <Button type="submit" kind={kind === "rejeitar" ? "danger" : "primary"} busy={busy}>
            {busy ? "Mudando os comentários…" : unfinished ? "Continuar" : DO[kind]}
          </Button>
          {!busy && (
            <Button kind="quiet" onClick={onClose}>
              {unfinished ? "Fechar" : "Desistir"}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function Sweep({ swept: { changed, left } }: { swept: SweepProgress }) {
  return (
    <label class="sweep">
      <span>
        {count(changed)} de {comments(changed + left)}
      </span>
      <progress value={changed} max={changed + left || 1} />
    </label>
  );
}
