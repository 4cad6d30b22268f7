import type { SampleComment } from "../api/types";
import { CategoryBadge } from "../components/CategoryBadge";
import { Section } from "../components/Section";
import { SentimentBadge } from "../components/SentimentBadge";

export function Comments({ comments }: { comments: readonly SampleComment[] }) {
  return (
    <Section title="Comentários que representam muitos" lede="Com os dados pessoais cobertos.">
      <ul class="samples">
        {comments.map(({ id, texto, categoria, sentimento, artista }) => (
          <li key={id}>
            <p>
              <a href={`/painel?comentario=${id}`}>{texto}</a>
            </p>
            <p class="facts">
              <CategoryBadge category={categoria} />
              <SentimentBadge sentiment={sentimento} />
              {artista && <span>{artista}</span>}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
