import { Dialog } from "../components/dialogs/Dialog";
import { activeKeys, keysOn, setKeysOn } from "../hooks/keys";
import { useStore } from "../hooks/store";

const NAMES: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc" };

/** Help dialog with all active shortcuts. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const on = useStore(keysOn);
  return (
    <Dialog title="Atalhos de teclado" onClose={onClose}>
      <dl class="keys">
        {activeKeys().map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{NAMES[key] ?? key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </dt>
          <dd>Salvar, de dentro da nota</dd>
        </div>
      </dl>
      <label class="choice">
        <input type="checkbox" checked={on} onChange={(event) => setKeysOn(event.currentTarget.checked)} />
        Atalhos de uma tecla ligados
      </label>
    </Dialog>
  );
}
