// The tag catalogue: candidates, decisions and known tags.

import { useState } from "preact/hooks";
import { get } from "../api/client";
import type { Catalogue, Decision } from "../api/types";
import { Button } from "../components/Button";
import { Page } from "../components/Page";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { catalogueChanged } from "../filters/options";
import { useKeptFocus } from "../hooks/focus";
import { useLoad } from "../hooks/load";
import { toast } from "../toasts";
import { Candidates } from "./Candidates";
import { CatalogueTable } from "./CatalogueTable";
import { DecideDialog } from "./DecideDialog";
import { Decisions } from "./Decisions";
import "./tags.css";

export default function TagsPage() {
  const { value, error, loading, again } = useLoad((signal) => get<Catalogue>("/api/tags", { signal }), "");
  useKeptFocus();
  const [deciding, decide] = useState<{ code: string; kind: Decision } | null>(null);
  const decided = (said: string) => {
    decide(null);
    toast(said);
    catalogueChanged();
    again();
  };
  const candidate = value?.candidatas.find(({ codigo }) => codigo === deciding?.code);
  return (
    <Page
      title="Tags"
      lede="O modelo às vezes inventa uma tag. Ela só conta depois que alguém a aceita no catálogo ou a junta a outra."
    >
      {error && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {!value && loading && <Loading />}
      {value && (
        <>
          <Candidates candidates={value.candidatas} onDecide={(code, kind) => decide({ code, kind })} />
          <Decisions decisions={value.decisoes} />
          <CatalogueTable tags={value.tags} />
        </>
      )}
      {value && deciding && candidate && (
        <DecideDialog
          candidate={candidate}
          kind={deciding.kind}
          tags={value.tags}
          onDone={decided}
          onClose={() => {
            decide(null);
            again();
          }}
        />
      )}
    </Page>
  );
}
