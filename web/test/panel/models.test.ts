import { expect, it } from "vitest";
import { byModel, modelName } from "../../src/panel/models";

it.each([
  ["gemini-3.5-flash-lite", "gemini-3.5-flash-lite", "por gemini-3.5-flash-lite"],
  ["modelo-local", "modelo local de demonstração", "pelo modelo local de demonstração"],
  [null, "modelo", "pelo modelo"],
])("%s is %s", (model, name, by) => {
  expect([modelName(model), byModel(model)]).toEqual([name, by]);
});
