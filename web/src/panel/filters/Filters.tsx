import { CATEGORIES, CATEGORY, SENTIMENT, SENTIMENTS } from "../../shared/words";
import { Adder } from "./Adder";
import { Choices } from "./Choices";
import { statusName } from "./chips";
import { type Filter, put } from "./filter";
import { useCatalogue, useOptions } from "./options";
import { Range } from "./Range";
import "./filters.css";

interface Props {
  filter: Filter;
  onChange: (filter: Filter) => void;
}

const STATUSES = ["CONCLUIDO", "FALHOU"]; // PENDENTE comments are queued, not stored yet
const REVIEWED = [
  { value: "", text: "Todos" },
  { value: "sim", text: "Revisados" },
  { value: "nao", text: "Não revisados" },
];
const TAG = "[a-z0-9]+(_[a-z0-9]+)*";
const asOption = (value: string) => ({ value });

/** All filters of the API. Values of one filter are alternatives; different filters must all match. */
export function Filters({ filter, onChange }: Props) {
  const options = useOptions();
  const tags = useCatalogue().map(({ codigo, explicacao }) => ({ value: codigo, text: explicacao }));
  const both = { filter, onChange };
  return (
    <div class="panel-of-filters">
      <Choices
        legend="Categoria"
        name="categoria"
        choices={CATEGORIES.map((value) => ({ value, text: CATEGORY[value].one }))}
        {...both}
      />
      <Choices
        legend="Sentimento"
        name="sentimento"
        choices={SENTIMENTS.map((value) => ({ value, text: SENTIMENT[value].one }))}
        {...both}
      />
      <Choices
        legend="Situação"
        name="status"
        choices={STATUSES.map((value) => ({ value, text: statusName(value) }))}
        {...both}
      />
      <Reviewed {...both} />
      <fieldset class="pair">
        <legend>Recebido</legend>
        <Range label="Desde" name="de" type="date" {...both} />
        <Range label="Até" name="ate" type="date" {...both} />
      </fieldset>
      <fieldset class="pair">
        <legend>Confiança, em %</legend>
        <Range label="De" name="confianca_min" type="percent" {...both} />
        <Range label="Até" name="confianca_max" type="percent" {...both} />
      </fieldset>
      <Adder label="Artista" name="artista" options={options.artists.map(asOption)} {...both} />
      <Adder label="Álbum" name="album" options={options.albums.map(asOption)} {...both} />
      <Adder label="Tag" name="tag" options={tags} pattern={TAG} {...both} />
      <Adder label="Tag candidata" name="candidata" options={[]} pattern={TAG} {...both} />
      <Adder label="Modelo" name="modelo" options={options.models.map(asOption)} {...both} />
      <Adder label="Versão do prompt" name="versao_prompt" options={options.promptVersions.map(asOption)} {...both} />
    </div>
  );
}

function Reviewed({ filter, onChange }: Props) {
  const chosen = filter.get("revisado");
  const state = chosen === null ? "" : ["true", "sim"].includes(chosen) ? "sim" : "nao";
  return (
    <fieldset>
      <legend>Revisão</legend>
      {REVIEWED.map(({ value, text }) => (
        <label key={value} class="choice">
          <input
            type="radio"
            name="revisado"
            checked={state === value}
            onChange={() => onChange(put(filter, "revisado", value || null))}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
