/** Positions of the model's evidence in the text; none when it was masked or paraphrased. */
export function evidenceIn(text: string, evidence: string): [number, number][] {
  const wanted = evidence.trim();
  const start = wanted ? text.toLocaleLowerCase("pt-BR").indexOf(wanted.toLocaleLowerCase("pt-BR")) : -1;
  return start < 0 ? [] : [[start, start + wanted.length]];
}
