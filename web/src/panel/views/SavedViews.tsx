import { useState } from "preact/hooks";
import { get } from "../api/client";
import type { SavedViews as Views } from "../api/types";
import { Button } from "../components/Button";
import { useLoad } from "../hooks/load";
import { shownNow } from "./query";
import { ViewsDialog } from "./ViewsDialog";

interface Props {
  /** Path of the page that the view belongs to. */
  path: string;
  search: string;
}

/** Named filters of the user and the team. The button shows the name of the current one. */
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
