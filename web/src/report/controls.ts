// The controls for period and artist. The choice is in the address: it can be shared, bookmarked and undone by "back".

import { node, part } from "../shared/nodes";
import { type Choice, readChoice, writeChoice } from "../shared/snapshot/address";
import type { Selection } from "../shared/snapshot/selection";

export interface Controls {
  choice(): Choice;
  /** Shows the actual selection; unknown artists and periods have fallen back to the default. */
  show(selection: Selection): void;
}

export function controls(changed: () => void): Controls {
  const form = part<HTMLFormElement>("#controles");
  const artist = part<HTMLSelectElement>("#artista");
  let choice = readChoice(location.search);
  let listed = "";

  mark();
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const period = new FormData(form).get("periodo") as Choice["period"];
    choice = { period, artist: artist.value };
    history.pushState(null, "", `${location.pathname}${writeChoice(choice, location.search)}${location.hash}`);
    changed();
  });
  addEventListener("popstate", () => {
    choice = readChoice(location.search);
    mark();
    changed();
  });

  function mark(): void {
    for (const radio of form.querySelectorAll<HTMLInputElement>("input[name=periodo]"))
      radio.checked = radio.value === choice.period;
    artist.value = choice.artist;
  }

  return {
    choice: () => choice,
    show({ snapshot, choice: actual }) {
      const scopes = snapshot.escopos.map(({ id, nome }) => [id, nome] as const);
      if (listed !== JSON.stringify(scopes)) {
        artist.replaceChildren(...scopes.map(([id, name]) => node("option", { value: id }, name)));
        listed = JSON.stringify(scopes);
      }
      choice = actual;
      mark();
    },
  };
}
