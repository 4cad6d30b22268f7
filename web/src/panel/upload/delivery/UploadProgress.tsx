import { useEffect, useRef } from "preact/hooks";
import { comments, count } from "../../../shared/formats";
import { Button } from "../../components/Button";
import { useEvery } from "../../hooks/load";
import { BadRows } from "../BadRows";
import { progress, sentence } from "./progress";
import { batchIds, isSettled, look, resume, sendAgain, type Upload } from "./upload";

const LOOK = 2_000;
const MOST_IN_LINK = 30; // batches in one filter: Firestore's limit of alternatives

/** Progress of the upload: delivered and rejected comments, and their classification. */
export function UploadProgress({ upload, onAnother }: { upload: Upload; onAnother: () => void }) {
  const { name, format, parts, arrivals, running, error } = upload;
  const settled = isSettled(upload);
  const asking = useRef(false);
  const ask = () => {
    if (asking.current || settled) return;
    asking.current = true;
    void look()
      .catch(() => {})
      .finally(() => (asking.current = false)); // the next poll retries
  };
  useEvery(LOOK, ask);
  useEffect(ask, [arrivals.length]);

  const rejected = arrivals.flatMap((arrival) => arrival.rejected);
  const batches = batchIds(upload);
  const state = progress(batches.flatMap((id) => upload.batches[id] ?? []));
  const accepted = arrivals.reduce((sum, arrival) => sum + arrival.accepted, 0);
  return (
    <section class="sent" aria-labelledby="andamento">
      <h2 id="andamento">Envio: {name}</h2>
      {parts.length > 1 ? (
        <Bar
          label={`Lotes enviados: ${count(arrivals.length)} de ${count(parts.length)}`}
          value={arrivals.length}
          most={parts.length}
        />
      ) : (
        running && <p>Enviando…</p>
      )}
      {batches.length > 0 && (
        <Bar
          label={settled ? "Classificação terminada" : "Classificação"}
          value={state.classified + state.failed + state.repeated}
          most={Math.max(accepted, 1)}
        />
      )}
      {batches.length > 0 && (
        <p class="tally">
          {sentence({
            ...state,
            total: accepted,
            pending: accepted - state.classified - state.failed - state.repeated,
          })}
        </p>
      )}
      <p class="aside" role="status">
        {settled ? "Todos os comentários enviados foram classificados." : running ? "Enviando." : ""}
      </p>
      {error && (
        <div role="alert">
          <p class="wrong">{error.message} O que já chegou não será enviado em dobro.</p>
          <Button onClick={() => void resume()}>Continuar o envio</Button>
        </div>
      )}
      <Repeated upload={upload} />
      <BadRows format={format} bad={rejected} title="Recusados pelo servidor" />
      <div class="actions">
        {accepted > 0 && (
          <a class="button" href={`/painel?${query(batches)}`}>
            Ver {batches.length > MOST_IN_LINK ? "os primeiros" : "estes comentários"}
          </a>
        )}
        {state.failed > 0 && (
          <a class="button" href="/painel/falhas">
            Ver as falhas
          </a>
        )}
        {!running && (
          <Button kind="quiet" onClick={onAnother}>
            Enviar outros
          </Button>
        )}
      </div>
    </section>
  );
}

function Bar({ label, value, most }: { label: string; value: number; most: number }) {
  return (
    <label class="bar-line">
      <span>{label}</span>
      <progress value={value} max={most} />
    </label>
  );
}

/** Notice that the same content had been sent before, usually by accident. */
function Repeated({ upload: { arrivals, parts, running } }: { upload: Upload }) {
  const repeated = arrivals.filter((arrival) => arrival.repeated);
  if (!repeated.length || running) return null;
  const found = comments(repeated.reduce((sum, arrival) => sum + arrival.accepted, 0));
  return (
    <div class="note">
      <p>
        {repeated.length === parts.length
          ? "Este conteúdo já tinha sido enviado por você"
          : `Parte deste conteúdo (${found}) já tinha sido enviada por você`}
        . Nada foi duplicado.
      </p>
      {repeated.length === parts.length && <Button onClick={sendAgain}>Enviar de novo mesmo assim</Button>}
    </div>
  );
}

function query(batches: readonly string[]): URLSearchParams {
  return new URLSearchParams(batches.slice(0, MOST_IN_LINK).map((id) => ["lote", id]));
}
