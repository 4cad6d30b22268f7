import type { CommentView } from "../../api/types";

/** The stored tag codes with their explanations. */
export function TagNotes({ comment }: { comment: CommentView }) {
  if (!comment.tags.length) return null;
  return (
    <details class="tag-notes">
      <summary>O que dizem as tags</summary>
      <dl>
        {comment.tags.map(({ codigo, explicacao }) => (
          <div key={codigo}>
            <dt>{codigo}</dt>
            <dd>{explicacao}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
