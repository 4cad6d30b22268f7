import { useRef, useState } from "preact/hooks";
import { count } from "../../shared/formats";
import { post } from "../api/client";
import type { Imported, RejectedLine } from "../api/types";
import { Button } from "../components/Button";
import { Field } from "../components/Field";
import { Table } from "../components/Table";
import { useSubmit } from "../hooks/submit";
import { rejectedLines, textOf } from "./lists";

const EXAMPLE = "maria@exemplo.com\nJoão Lima <joao@exemplo.com>\nAna;ana@exemplo.com";

/** Import of a pasted list or a file; errors are shown line by line. */
export function ImportForm({ onImported }: { onImported: () => void }) {
  const [list, setList] = useState("");
  const [found, setFound] = useState<Imported | null>(null);
  const sent = useRef("");
  const { submit, busy, error } = useSubmit(async () => {
    sent.current = list;
    setFound(null);
    setFound(await post<Imported>("/api/stakeholders/importar", { body: { lista: list } }));
    setList("");
    onImported();
  });
  const rejected = error ? rejectedLines(error, sent.current) : (found?.rejeitados ?? []);
  const read = async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (file) setList(await textOf(file));
    input.value = ""; // allows choosing the same file again after a correction
  };
  return (
    <>
      <form class="inline" onSubmit={submit}>
        <div class="whole">
          <Field label="Lista" hint="Uma pessoa por linha: só o e-mail, ou nome e e-mail." error={error?.fields.lista}>
            {(wiring) => (
              <textarea
                {...wiring}
                rows={4}
                required
                spellcheck={false}
                placeholder={EXAMPLE}
                value={list}
                onInput={(event) => setList(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        <Field label="Ou de um arquivo" hint="Texto ou CSV; confira a lista antes de importar.">
          {(wiring) => (
            <input
              {...wiring}
              type="file"
              accept=".csv,.txt,text/csv,text/plain"
              onChange={(event) => void read(event.currentTarget)}
            />
          )}
        </Field>
        <Button type="submit" kind="primary" busy={busy}>
          {busy ? "Importando…" : "Importar"}
        </Button>
        {error && (
          <p class="wrong" role="alert">
            {error.message}
          </p>
        )}
      </form>
      <p class="imported" role="status">
        {found && said(found)}
      </p>
      {rejected.length > 0 && <Rejected lines={rejected} />}
    </>
  );
}

function said({ adicionados, rejeitados }: Imported): string {
  const added = adicionados.length === 1 ? "1 pessoa adicionada" : `${count(adicionados.length)} pessoas adicionadas`;
  if (!rejeitados.length) return `${added}.`;
  return `${added}; ${rejeitados.length === 1 ? "1 linha ficou" : `${count(rejeitados.length)} linhas ficaram`} de fora.`;
}

function Rejected({ lines }: { lines: readonly RejectedLine[] }) {
  return (
    <Table
      caption="Linhas que ficaram de fora"
      rows={lines}
      id={({ linha }) => String(linha)}
      columns={[
        { title: "Linha", cell: ({ linha }) => count(linha) },
        { title: "Texto", cell: ({ texto }) => texto },
        { title: "Motivo", cell: ({ erro }) => erro },
      ]}
    />
  );
}
