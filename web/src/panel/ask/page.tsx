import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/Button";
import { Page } from "../components/Page";
import { useStore } from "../hooks/store";
import { useUser } from "../shell/user";
import { AskForm } from "./AskForm";
import { answersOf, conversation, startAnew } from "./conversation";
import { Turn } from "./Turn";
import "./ask.css";

export default function AskPage() {
  const { id } = useUser();
  const answers = answersOf(id, useStore(conversation));
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answers.length) end.current?.scrollIntoView({ block: "nearest" });
  }, [answers.length]);
  return (
    <Page
      title="Perguntar"
      lede="Perguntas em português sobre as últimas oito semanas. A resposta usa só os números e os comentários que estão aqui, e diz quando eles não bastam."
      actions={answers.length > 0 && <Button onClick={startAnew}>Nova conversa</Button>}
    >
      <div aria-live="polite">
        {answers.length > 0 && (
          <ol class="turns" aria-label="Perguntas e respostas">
            {answers.map((answer) => (
              <Turn key={answer.id} answer={answer} />
            ))}
          </ol>
        )}
      </div>
      <AskForm earlier={answers.at(-1)?.id ?? null} />
      <div ref={end} />
    </Page>
  );
}
