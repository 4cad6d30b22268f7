import { useMemo, useState } from "preact/hooks";
import { comments, count } from "../../../shared/formats";
import { Button } from "../../components/Button";
import { BadRows } from "../BadRows";
import { cut } from "../delivery/parts";
import { type Reading, reread } from "../source/reading";
import { Columns } from "./Columns";
import { CommonFields } from "./CommonFields";
import { FirstRows } from "./FirstRows";
import { guess, type Item } from "./fields";
import { plan, type ReadyRow } from "./plan";

interface Props {
  reading: Reading;
  onReading: (reading: Reading) => void;
  onCancel: () => void;
  onSend: (ready: readonly ReadyRow[]) => void;
}

/** What will be sent, and what cannot be. */
export function Preview({ reading, onReading, onCancel, onSend }: Props) {
  const { source, name, guessed } = reading;
  const guesses = useMemo(() => guess(source), [source]);
  const [chosen, choose] = useState<{ source: typeof source; mapping: typeof guesses } | null>(null);
  const mapping = chosen?.source === source ? chosen.mapping : guesses;
  const [common, setCommon] = useState<Item>({});
  const [now] = useState(() => Date.now());
  const { ready, bad } = useMemo(() => plan(source, mapping, common, now), [source, mapping, common, now]);
  const batches = useMemo(() => cut(ready).length, [ready]);
  const hasText = mapping.includes("texto");

  return (
    <section class="preview" aria-labelledby="conferir">
      <h2 id="conferir">Conferir: {name}</h2>
      <p class="tally" role="status">
        {hasText ? summary(ready.length, bad.length, batches) : "Diga qual coluna tem o texto do comentário."}
      </p>
      {guessed && (
        <p class="wrong">
          O arquivo não está em UTF-8 e foi lido como {guessed}. Confira os acentos abaixo antes de enviar.
        </p>
      )}
      {source.format === "csv" && (
        <label class="check">
          <input
            type="checkbox"
            checked={reading.headed}
            onChange={(event) => onReading(reread(reading, event.currentTarget.checked))}
          />
          A primeira linha tem os nomes das colunas
        </label>
      )}
      {source.format !== "texto" && (
        <Columns source={source} mapping={mapping} onMapping={(next) => choose({ source, mapping: next })} />
      )}
      <CommonFields value={common} onValue={setCommon} />
      {hasText && <FirstRows format={source.format} ready={ready} />}
      {hasText && <BadRows format={source.format} bad={bad} title="Não serão enviados" />}
      <div class="actions">
        <Button kind="primary" disabled={!hasText || !ready.length} onClick={() => onSend(ready)}>
          {ready.length ? `Enviar ${comments(ready.length)}` : "Nada para enviar"}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          Escolher outro
        </Button>
      </div>
    </section>
  );
}

function summary(ready: number, bad: number, batches: number): string {
  const parts = batches > 1 ? `, em ${count(batches)} lotes` : "";
  const refused = bad
    ? ` ${count(bad)} ${bad === 1 ? "linha tem problema e não será enviada" : "linhas têm problema e não serão enviadas"}.`
    : "";
  return `${comments(ready)} ${ready === 1 ? "pronto" : "prontos"} para enviar${parts}.${refused}`;
}
