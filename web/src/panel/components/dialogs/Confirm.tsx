import type { ComponentChildren } from "preact";
import { useSubmit } from "../../hooks/submit";
import { Button } from "../Button";
import { Dialog } from "./Dialog";

interface Props {
  title: string;
  /** What happens, in a sentence. */
  children: ComponentChildren;
  /** The button that does it. */
  action: string;
  /** The dialog closes once it is done, and shows the error when it is not. */
  work: () => Promise<unknown>;
  onClose: () => void;
}

/** A question before what cannot be taken back. */
export function Confirm({ title, children, action, work, onClose }: Props) {
  const { submit, busy, error } = useSubmit(() => work().then(onClose));
  const buttons = (
    <>
      <Button onClick={onClose} autoFocus>
        Cancelar
      </Button>
      <Button kind="danger" busy={busy} onClick={submit}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} actions={buttons}>
      <div class="prose">{children}</div>
      {error && (
        <p class="wrong" role="alert">
          {error.message}
        </p>
      )}
    </Dialog>
  );
}
