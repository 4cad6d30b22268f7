import { GROUPS, isAt, ROUTES } from "../routes";
import { useIsAdmin } from "./user";

export function Nav({ path }: { path: string }) {
  const admin = useIsAdmin();
  const routes = ROUTES.filter((route) => admin || !route.admin);
  const groups = GROUPS.map((name) => ({ name, pages: routes.filter((route) => route.group === name) }));
  return (
    <nav aria-label="Páginas do painel">
      {groups
        .filter(({ pages }) => pages.length)
        .map(({ name, pages }) => (
          <section key={name}>
            <h2>{name}</h2>
            <ul>
              {pages.map((page) => (
                <li key={page.path}>
                  <a href={page.path} aria-current={isAt(page, path) ? "page" : undefined}>
                    {page.name}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </nav>
  );
}
