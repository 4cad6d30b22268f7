/** Where the words that the model went by stand in the text; nowhere, when they were masked or put differently. */
export function evidenceIn(text: string, evidence: string): [number, number][] {
  const wanted = evidence.trim();
  const start = wanted ? text.toLocaleLowerCase("pt-BR").indexOf(wanted.toLocaleLowerCase("pt-BR")) : -1;
  return start < 0 ? [] : [[start, start + wanted.length]];
}
