import "./figures.css";

export interface Sign {
  id: string;
  name: string;
  value: string;
  note: string;
  /** Without it, the figure is neither good nor bad. */
  state?: "ok" | "attention";
}

/** A row of key figures. The state is given by a word, not by colour alone. */
export function Signs({ label, signs }: { label: string; signs: readonly Sign[] }) {
  return (
    <dl class="signs" aria-label={label}>
      {signs.map(({ id, name, value, note, state }) => (
        <div key={id} data-state={state}>
          <dt>{name}</dt>
          <dd class="value">{value}</dd>
          <dd class="note">
            {state && <strong>{state === "ok" ? "Ok" : "Atenção"}</strong>}
            {state && note && ": "}
            {note}
          </dd>
        </div>
      ))}
    </dl>
  );
}
