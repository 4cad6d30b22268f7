// Period and artist: kept in the address, so that a view can be sent, bookmarked and gone back to.

import { node, part } from "../shared/nodes";
import { type Choice, readChoice, writeChoice } from "../shared/snapshot/address";
import type { Selection } from "../shared/snapshot/selection";

export interface Controls {
  choice(): Choice;
  /** Shows what was really selected: an unknown artist or period has fallen back. */
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
