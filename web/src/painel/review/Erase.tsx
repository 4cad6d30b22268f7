import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { useSubmit } from "../submit";

/** The last question before a comment goes for good. */
export function Erase({ onErase, onClose }: { onErase: () => Promise<void>; onClose: () => void }) {
  const { submit, busy, error } = useSubmit(onErase);
  const actions = (
    <>
      <Button autoFocus onClick={onClose}>Cancelar</Button>
      <Button kind="danger" busy={busy} onClick={() => submit()}>{busy ? "Apagando…" : "Apagar de vez"}</Button>
    </>
  );
  return (
    <Dialog title="Apagar este comentário?" onClose={onClose} actions={actions}>
      <p>O texto, a classificação e o histórico somem e não voltam; os gráficos deixam de contar o comentário. É o que a LGPD pede quando o autor quer ser esquecido.</p>
      {error && <p class="wrong" role="alert">{error.message}</p>}
    </Dialog>
  );
}
