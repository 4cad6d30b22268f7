import { useRef, useState } from "preact/hooks";
import { count } from "../../shared/formats";
import type { ApiError } from "../api/problem";
import { Button } from "../components/Button";
import { Field } from "../components/Field";
import { duration } from "../quantities";
import { useUser } from "../shell/user";
import { keep } from "./conversation";
import { useAsk } from "./useAsk";

const LONGEST = 500;
const EXAMPLES = [
  "Que artista recebeu mais elogios na semana passada?",
  "Do que os ouvintes mais reclamam na plataforma?",
  "Qual foi a semana com mais comentários?",
];

/** `earlier`: id of the answer that this question follows up. */
export function AskForm({ earlier }: { earlier: string | null }) {
  const { id } = useUser();
  const [question, setQuestion] = useState("");
  const { busy, end, ask, cancel } = useAsk();
  const box = useRef<HTMLTextAreaElement>(null);

  const send = async (event: Event) => {
    event.preventDefault();
    if (!question.trim()) return;
    const answer = await ask(question, earlier);
    if (answer) {
      keep(id, answer);
      setQuestion("");
    }
    box.current?.focus();
  };
  const typed = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) void send(event);
  };
  const suggest = (example: string) => {
    setQuestion(example);
    box.current?.focus();
  };

  return (
    <form class="ask" onSubmit={(event) => void send(event)}>
      {!earlier && <Examples onChoose={suggest} />}
      <Field
        label={earlier ? "Continue a conversa" : "Sua pergunta"}
        hint={`Enter envia, Shift+Enter muda de linha. ${count(question.length)} de ${LONGEST} caracteres.`}
        error={end && end !== "cancelled" ? words(end) : null}
      >
        {(wiring) => (
          <textarea
            {...wiring}
            ref={box}
            rows={3}
            maxLength={LONGEST}
            readOnly={busy}
            value={question}
            onKeyDown={typed}
            onInput={(event) => setQuestion(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="actions">
        <Button type="submit" kind="primary" busy={busy}>
          {busy ? "Perguntando…" : "Perguntar"}
        </Button>
        {busy && <Button onClick={cancel}>Cancelar</Button>}
        <p class="asking" role="status">
          {busy && (
            <>
              <span class="spinner" aria-hidden="true" />
              Lendo os números e os comentários…
            </>
          )}
          {end === "cancelled" && "Pergunta cancelada."}
        </p>
      </div>
    </form>
  );
}

function Examples({ onChoose }: { onChoose: (example: string) => void }) {
  return (
    <div class="examples" role="group" aria-label="Exemplos">
      {EXAMPLES.map((example) => (
        <Button key={example} onClick={() => onChoose(example)}>
          {example}
        </Button>
      ))}
    </div>
  );
}

function words({ status, message, retryAfter }: ApiError): string {
  return status === 429 && retryAfter ? `${message} Você pode perguntar de novo em ${duration(retryAfter)}.` : message;
}
