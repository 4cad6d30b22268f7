import { expect, test } from "vitest";
import { DEFAULTS } from "../../../src/shared/snapshot/address";
import { figures } from "../../../src/shared/snapshot/figures";
import { type Selection, select } from "../../../src/shared/snapshot/selection";
import { snapshot } from "../../support/snapshot";

const shown = (selection: Selection) => Object.fromEntries(figures(selection).map((one) => [one.id, one]));

test("the figures say the numbers and the change against the period before", () => {
  const figure = shown(select(snapshot(), DEFAULTS)!);

  expect(figure.comentarios?.value).toBe("4");
  expect(figure.variacao).toMatchObject({
    value: "+100\u00a0%",
    trend: "up",
    note: "em relação aos 7 dias anteriores",
  });
  expect(figure.elogios).toMatchObject({ value: "75\u00a0%", note: "+25 pontos em relação aos 7 dias anteriores" });
  expect(figure.saldo).toMatchObject({ value: "+50", trend: "up" });
});

test("without a period before there is no change to tell", () => {
  const selection = select(snapshot(), DEFAULTS)!;
  Object.assign(selection.view.resumo, { variacao: null, parcela_elogios_antes: null });

  expect(shown(selection).variacao).toMatchObject({ value: "–", trend: "none" });
  expect(shown(selection).elogios?.note).toBe("3 de 4");
});
