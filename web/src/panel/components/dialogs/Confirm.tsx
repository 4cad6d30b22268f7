import type { ComponentChildren } from "preact";
import { useSubmit } from "../../hooks/submit";
import { Button } from "../Button";
import { Dialog } from "./Dialog";

interface Props {
  title: string;
  /** The consequence, in a sentence. */
  children: ComponentChildren;
  /** Label of the confirming button. */
  action: string;
  /** Closes the dialog when it resolves; its error is shown in the dialog. */
  work: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks for confirmation of an irreversible action. */
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
