/** The mark and the name, as on the public page. */
export function Brand({ href }: { href: string }) {
  return (
    <a class="brand" href={href}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect x="3" y="13" width="5" height="12" rx="1.5" />
        <rect x="10" y="6" width="5" height="22" rx="1.5" />
        <rect x="17" y="10" width="5" height="14" rx="1.5" />
        <rect x="24" y="15" width="5" height="8" rx="1.5" />
      </svg>
      <span>
        AluMusic <b>Insights</b>
      </span>
    </a>
  );
}
