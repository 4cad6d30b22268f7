// Questions and answers since the page was loaded. They survive navigation and are shown only to the user who asked.

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
