import { useState } from "preact/hooks";
import { post } from "../api/client";
import type { DigestDetail } from "../api/types";
import { Button } from "../components/Button";
import { Confirm } from "../components/dialogs/Confirm";
import { go } from "../router";
import { useIsAdmin } from "../shell/user";
import { toast } from "../toasts";
import { weekTitle } from "./weeks";

const PATIENCE = 120_000; // milliseconds; the server may call the model more than once

interface Props {
  week: string;
  name: string;
  /** Without it, the digest's page is opened. */
  onMade?: (digest: DigestDetail) => void;
}

/** Makes a week's digest again from the current counters. Admins only. */
export function RemakeButton({ week, name, onMade }: Props) {
  const [asking, setAsking] = useState(false);
  const make = async () => {
    const made = await post<DigestDetail>(`/api/resumos/${week}/refazer`, { timeout: PATIENCE });
    toast(`${weekTitle(week)}: o resumo está pronto.`);
    if (onMade) onMade(made);
    else go(`/painel/resumos/${week}`);
  };
  if (!useIsAdmin()) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{name}</Button>
      {asking && (
        <Confirm title={`${name}?`} action="Fazer agora" work={make} onClose={() => setAsking(false)}>
          <p>Números, comentários e texto saem do que está contado agora, e tomam o lugar dos que houver.</p>
        </Confirm>
      )}
    </>
  );
}
