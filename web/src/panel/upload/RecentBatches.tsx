import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../api/client";
import type { BatchList, BatchView } from "../api/types";
import { Button } from "../components/Button";
import { Pager } from "../components/Pager";
import { Section } from "../components/Section";
import { Empty } from "../components/states/Empty";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { type Column, Table } from "../components/Table";
import { useEvery, useLoad } from "../hooks/load";
import { useStore } from "../hooks/store";
import { moment } from "../moments";
import { useUser } from "../shell/user";
import { progress, sentence } from "./delivery/progress";
import { currentUpload, isSettled } from "./delivery/upload";

const SHOWN = 10;
const MOST = 50;
const LOOK = 5_000;
const NONE: readonly BatchView[] = [];

/** Everybody's, newest first. Those under way are looked at again; the list itself when an upload is through. */
export function RecentBatches() {
  const upload = useStore(currentUpload);
  const stage = upload ? `${upload.arrivals.length} ${isSettled(upload)}` : "";
  const [limite, setLimit] = useState(SHOWN);
  const { value, error, loading, again } = useLoad(
    (signal) => get<BatchList>("/api/lotes", { query: { limite }, signal }),
    `${stage} ${limite}`,
  );
  const rows = useFresh(value?.lotes ?? NONE);
  const me = useUser().id;
  return (
    <Section title="Lotes recentes">
      {error && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {!value && loading && <Loading />}
      {value && !value.lotes.length && <Empty title="Nenhum lote ainda." />}
      {rows.length > 0 && (
        <Table
          caption="Lotes, os mais novos primeiro"
          columns={columns(me)}
          rows={rows}
          id={(batch) => batch.lote_id}
        />
      )}
      <Pager more={limite === SHOWN && rows.length === SHOWN} loading={loading} onMore={() => setLimit(MOST)} />
    </Section>
  );
}

function columns(me: string): readonly Column<BatchView>[] {
  return [
    { title: "Recebido", cell: ({ recebido_em }) => <time dateTime={recebido_em}>{moment(recebido_em)}</time> },
    {
      title: "Andamento",
      cell: (batch) => (batch.publicado ? sentence(progress([batch])) : "Não chegou a ser enfileirado."),
    },
    {
      title: "Quem enviou",
      cell: ({ remetente, remetente_nome }) => (remetente === me ? "Você" : remetente_nome || "Um serviço"),
    },
    { title: "Abrir", cell: ({ lote_id }) => <a href={`/painel?lote=${lote_id}`}>Comentários</a> },
  ];
}

/** The batches as they are now: only those with something pending are asked about. */
function useFresh(listed: readonly BatchView[]): readonly BatchView[] {
  const [newer, setNewer] = useState<Readonly<Record<string, BatchView>>>({});
  const asking = useRef(false);
  useEffect(() => setNewer({}), [listed]);
  const rows = listed.map((batch) => newer[batch.lote_id] ?? batch);
  useEvery(LOOK, () => {
    const waiting = rows.slice(0, SHOWN).filter((batch) => batch.publicado && batch.pendentes);
    if (asking.current || !waiting.length) return;
    asking.current = true;
    Promise.all(waiting.map(({ lote_id }) => get<BatchView>(`/api/lotes/${lote_id}`)))
      .then((found) =>
        setNewer((before) => ({ ...before, ...Object.fromEntries(found.map((batch) => [batch.lote_id, batch])) })),
      )
      .catch(() => {}) // the next look makes it good
      .finally(() => (asking.current = false));
  });
  return rows;
}
