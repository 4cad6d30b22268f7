import type { Period } from "../../shared/snapshot/snapshot";
import { PERIODS } from "../../shared/words";

const NAMES: Record<Period, string> = { "24h": "24 horas", "7d": "7 dias", "30d": "30 dias", "8s": "8 semanas" };

export function Periods({ value, onValue }: { value: Period; onValue: (period: Period) => void }) {
  return (
    <fieldset class="periods">
      <legend class="aside">Período</legend>
      {PERIODS.map((period) => (
        <label key={period}>
          <input
            type="radio"
            name="periodo"
            class="aside"
            checked={period === value}
            onChange={() => onValue(period)}
          />
          <span>{NAMES[period]}</span>
        </label>
      ))}
    </fieldset>
  );
}
