// Display names of models.
const STAND_IN = "modelo-local"; // used by a local stack that has no Gemini key

export function modelName(model: string | null): string {
  if (model === STAND_IN) return "modelo local de demonstração";
  return model ?? "modelo";
}

/** "por gemini-…", "pelo modelo local de demonstração" */
export function byModel(model: string | null): string {
  return model === null || model === STAND_IN ? `pelo ${modelName(model)}` : `por ${model}`;
}
