// Questions and answers of this visit. They stay while one looks at a digest or a comment; nobody else gets to see them.

import type { Answer } from "../api/types";
import { store } from "../hooks/store";

interface Conversation {
  user: string;
  answers: readonly Answer[];
}

export const conversation = store<Conversation>({ user: "", answers: [] });

export function answersOf(user: string, kept: Conversation): readonly Answer[] {
  return kept.user === user ? kept.answers : [];
}

export function keep(user: string, answer: Answer): void {
  conversation.set({ user, answers: [...answersOf(user, conversation.value), answer] });
}

export function startAnew(): void {
  conversation.set({ user: "", answers: [] });
}
