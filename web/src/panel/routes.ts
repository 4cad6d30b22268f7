// All pages of the dashboard, in menu order. Each page is a folder whose code is loaded on demand.

import type { ComponentType } from "preact";

export type Group = "Revisar" | "Receber" | "Analisar" | "Administrar";

export interface Route {
  path: string;
  /** Shown in the menu and in the window's title. */
  name: string;
  /** Whether the page also serves all addresses below its path. */
  below?: true;
  /** Menu group; null for a page that is not in the menu. */
  group: Group | null;
  /** Whether only admins have it. */
  admin?: true;
  load: () => Promise<{ default: ComponentType }>;
}

export const ROUTES: readonly Route[] = [
  { path: "/painel", name: "Comentários", group: "Revisar", load: () => import("./comments/page") },
  { path: "/painel/fila", name: "Fila de revisão", group: "Revisar", load: () => import("./queue/page") },
  { path: "/painel/tags", name: "Tags", group: "Revisar", load: () => import("./tags/page") },
  { path: "/painel/enviar", name: "Enviar", group: "Receber", load: () => import("./upload/page") },
  { path: "/painel/falhas", name: "Falhas", group: "Receber", load: () => import("./failures/page") },
  { path: "/painel/graficos", name: "Gráficos", group: "Analisar", load: () => import("./charts/page") },
  { path: "/painel/concordancia", name: "Concordância", group: "Analisar", load: () => import("./agreement/page") },
  { path: "/painel/resumos", below: true, name: "Resumos", group: "Analisar", load: () => import("./digests/page") },
  { path: "/painel/perguntar", name: "Perguntar", group: "Analisar", load: () => import("./ask/page") },
  {
    path: "/painel/destinatarios",
    name: "Destinatários",
    group: "Administrar",
    load: () => import("./stakeholders/page"),
  },
  { path: "/painel/operacao", name: "Operação", group: "Administrar", load: () => import("./operation/page") },
  { path: "/painel/contas", name: "Contas", group: "Administrar", admin: true, load: () => import("./accounts/page") },
  {
    path: "/painel/privacidade",
    name: "Privacidade",
    group: "Administrar",
    admin: true,
    load: () => import("./privacy/page"),
  },
  { path: "/painel/conta", name: "Minha conta", group: null, load: () => import("./account/page") },
];

export const GROUPS: readonly Group[] = ["Revisar", "Receber", "Analisar", "Administrar"];

export function routeAt(path: string, admin: boolean): Route | undefined {
  return ROUTES.find((route) => isAt(route, path) && (admin || !route.admin));
}

export function isAt(route: Route, path: string): boolean {
  return route.path === path || (route.below === true && path.startsWith(`${route.path}/`));
}
