import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Button } from "../Button";
import { CopyButton } from "../CopyButton";
import { Dialog } from "./Dialog";

interface Props {
  title: string;
  /** "código", "token". */
  name: string;
  secret: string;
  children?: ComponentChildren;
  /** More buttons, beside the copy button. */
  actions?: ComponentChildren;
  onClose: () => void;
}

/** Shows a secret that the server returns only once. */
export function SecretDialog({ title, name, secret, children, actions, onClose }: Props) {
  const id = useId();
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  return (
    <Dialog
      title={title}
      actions={
        <Button kind="primary" onClick={onClose}>
          Já guardei
        </Button>
      }
    >
      <p>Guarde agora: depois de fechar, ninguém consegue ver de novo.</p>
      <div class="field">
        <label for={id}>{label}</label>
        <textarea
          id={id}
          class="secret"
          readOnly
          rows={secret.length > 60 ? 5 : 1}
          value={secret}
          spellcheck={false}
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
      <div class="actions">
        <CopyButton text={secret} name={name} />
        {actions}
      </div>
      {children}
    </Dialog>
  );
}
