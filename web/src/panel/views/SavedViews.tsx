import { useState } from "preact/hooks";
import { get } from "../api/client";
import type { SavedViews as Views } from "../api/types";
import { Button } from "../components/Button";
import { useLoad } from "../hooks/load";
import { shownNow } from "./query";
import { ViewsDialog } from "./ViewsDialog";

interface Props {
  /** The page whose address a view fills. */
  path: string;
  search: string;
}

/** Filters kept under a name, one's own and the team's. The button names the one that is shown. */
export function SavedViews({ path, search }: Props) {
  const [open, setOpen] = useState(false);
  const loaded = useLoad((signal) => get<Views>("/api/visoes", { signal }), "");
  const now = shownNow(loaded.value?.visoes ?? [], search);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {now ? `Visão: ${now.nome}` : "Visões salvas"}
      </Button>
      {open && <ViewsDialog path={path} search={search} loaded={loaded} onClose={() => setOpen(false)} />}
    </>
  );
}
