// Models by the names that readers know.
const STAND_IN = "modelo-local"; // of a stack on one's own machine, without a key for Gemini

export function modelName(model: string | null): string {
  if (model === STAND_IN) return "modelo local de demonstração";
  return model ?? "modelo";
}

/** "por gemini-…", "pelo modelo local de demonstração" */
export function byModel(model: string | null): string {
  return model === null || model === STAND_IN ? `pelo ${modelName(model)}` : `por ${model}`;
}
