// The current user, available to all components below the shell.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { UserView } from "../api/types";

export const User = createContext<UserView | null>(null);

export function useUser(): UserView {
  const user = useContext(User);
  if (!user) throw new Error("outside of the shell");
  return user;
}

export function useIsAdmin(): boolean {
  return useUser().papel === "admin";
}
