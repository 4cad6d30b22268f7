import { describe, expect, it } from "vitest";
import { inOrder, invitationStanding, tokenStanding } from "../../../src/panel/accounts/states";
import type { InvitationView, TokenView } from "../../../src/panel/api/types";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const invitation: InvitationView = {
  id: "1",
  papel: "curador",
  email: null,
  criado_por: "a@b.c",
  criado_em: "2026-11-20T12:00:00Z",
  expira_em: "2026-11-27T12:00:00Z",
  usado_por: null,
};
const token: TokenView = {
  id: "1",
  nome: "app",
  emitido_por: "a@b.c",
  emitido_em: "2026-11-20T12:00:00Z",
  expira_em: "2026-11-23T12:00:00Z",
  revogado_em: null,
};

describe("what an invitation is worth", () => {
  it("is open until its end", () => {
    expect(invitationStanding(invitation, NOW)).toEqual({ open: true, words: "Vale até 27/11/2026" });
    expect(invitationStanding({ ...invitation, expira_em: "2026-11-24T11:59:59Z" }, NOW)).toEqual({
      open: false,
      words: "Venceu em 24/11/2026",
    });
  });

  it("is spent by its one use, whatever its end", () => {
    expect(invitationStanding({ ...invitation, usado_por: "n@b.c" }, NOW)).toEqual({
      open: false,
      words: "Usado por n@b.c",
    });
  });
});

it("says that a token was revoked before it says that it has ended", () => {
  expect(tokenStanding(token, NOW).words).toBe("Venceu em 23/11/2026");
  expect(tokenStanding({ ...token, revogado_em: "2026-11-21T12:00:00Z" }, NOW).words).toBe("Revogado em 21/11/2026");
});

it("lists what can still be used first, then the newest", () => {
  const made = ["old open", "new open", "newest, used"].map((id, n) => ({
    ...invitation,
    id,
    criado_em: `2026-11-2${n}T12:00:00Z`,
    usado_por: n === 2 ? "x" : null,
  }));

  const found = inOrder(
    made,
    (row) => invitationStanding(row, NOW),
    (row) => row.criado_em,
  );

  expect(found.map(({ id }) => id)).toEqual(["new open", "old open", "newest, used"]);
});
