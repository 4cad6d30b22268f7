import { useRef } from "preact/hooks";
import { percent } from "../../../shared/formats";
import type { Category } from "../../../shared/snapshot/snapshot";
import { CATEGORIES, CATEGORY, SENTIMENT, SENTIMENTS } from "../../../shared/words";
import type { CommentView, Sentiment } from "../../api/types";
import { CategoryBadge } from "../../components/CategoryBadge";
import { Field } from "../../components/Field";
import { SentimentBadge } from "../../components/SentimentBadge";
import { useKeys } from "../../hooks/keys";
import { type Draft, withCategory, withSentiment, withTag } from "./draft";
import { TagPicker } from "./TagPicker";

interface Props {
  draft: Draft;
  onEdit: (turn: (draft: Draft) => Draft) => void;
  onSave: () => void;
}

const CATEGORY_KEYS: Record<Category, string> = { ELOGIO: "1", SUGESTÃO: "2", DÚVIDA: "3", SPAM: "4", CRÍTICA: "5" };
const SENTIMENT_KEYS: Record<Sentiment, string> = { POSITIVO: "q", NEUTRO: "w", NEGATIVO: "e" };

/** Category, sentiment, tags and note of one comment. */
export function Editor({ draft, onEdit, onSave }: Props) {
  const spam = draft.category === "SPAM";
  const note = useRef<HTMLTextAreaElement>(null);
  useKeys([
    ...CATEGORIES.map((category) => ({
      keys: [CATEGORY_KEYS[category]],
      does: `Categoria: ${CATEGORY[category].one}`,
      run: () => onEdit((now) => withCategory(now, category)),
    })),
    ...SENTIMENTS.map((sentiment) => ({
      keys: [SENTIMENT_KEYS[sentiment]],
      does: `Sentimento: ${SENTIMENT[sentiment].one}`,
      run: () => onEdit((now) => withSentiment(now, sentiment)),
    })),
    { keys: ["n"], does: "Escrever uma nota", run: () => note.current?.focus() },
  ]);
  return (
    <div class="editor">
      <fieldset class="options">
        <legend>
          Categoria{modelSaid(draft.base) && <span class="hint"> · modelo: {modelSaid(draft.base)}</span>}
        </legend>
        {CATEGORIES.map((category) => (
          <label key={category} title={`Tecla ${CATEGORY_KEYS[category]}`}>
            <input
              type="radio"
              name="categoria-do-comentario"
              aria-keyshortcuts={CATEGORY_KEYS[category]}
              checked={draft.category === category}
              onChange={() => onEdit((now) => withCategory(now, category))}
            />
            <CategoryBadge category={category} />
            <kbd aria-hidden="true">{CATEGORY_KEYS[category]}</kbd>
          </label>
        ))}
      </fieldset>
      <fieldset class="options" disabled={spam}>
        <legend>Sentimento{spam && <span class="hint"> (spam é sempre neutro)</span>}</legend>
        {SENTIMENTS.map((sentiment) => (
          <label key={sentiment} title={`Tecla ${SENTIMENT_KEYS[sentiment]}`}>
            <input
              type="radio"
              name="sentimento-do-comentario"
              aria-keyshortcuts={SENTIMENT_KEYS[sentiment]}
              checked={draft.sentiment === sentiment}
              onChange={() => onEdit((now) => withSentiment(now, sentiment))}
            />
            <SentimentBadge sentiment={sentiment} />
            <kbd aria-hidden="true">{SENTIMENT_KEYS[sentiment]}</kbd>
          </label>
        ))}
      </fieldset>
      <TagPicker chosen={draft.tags} disabled={spam} onChange={(code, on) => onEdit((now) => withTag(now, code, on))} />
      <Field
        label={
          <>
            Nota <kbd aria-hidden="true">n</kbd>
          </>
        }
      >
        {(wiring) => (
          <textarea
            {...wiring}
            ref={note}
            aria-keyshortcuts="n"
            rows={2}
            maxLength={500}
            placeholder="Por que mudou? Fica no histórico."
            value={draft.note}
            onInput={(event) => {
              const text = event.currentTarget.value;
              onEdit((now) => ({ ...now, note: text }));
            }}
            onKeyDown={(event) => {
              const saves = event.key === "Enter" && (event.ctrlKey || event.metaKey);
              if (!saves && event.key !== "Escape") return;
              event.preventDefault();
              event.currentTarget.blur(); // reactivates the shortcuts
              if (saves) onSave();
            }}
          />
        )}
      </Field>
    </div>
  );
}

/** The model's judgement and confidence, until a person changes it. */
function modelSaid({ categoria, confianca, curador }: CommentView): string | null {
  return categoria && !curador ? `${CATEGORY[categoria].one}, ${percent(confianca)}` : null;
}
