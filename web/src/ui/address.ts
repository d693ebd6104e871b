import { useNavigate, useRouterState } from '@tanstack/react-router';

type Search = Record<string, string | undefined>;

/** What stands in the address behind `?`, and a way to change it; an empty text takes a name away. */
export function useAddress(): [Search, (change: Search, replace?: boolean) => void] {
  const found = useRouterState({ select: (s) => s.location.search }) as Record<string, unknown>;
  const search = Object.fromEntries(Object.entries(found).map(([name, value]) => [name, String(value)]));
  const go = useNavigate();
  const change = (next: Search, replace = true) => {
    const all = Object.entries({ ...search, ...next }).filter(([, value]) => value);
    void go({ to: '.', search: () => Object.fromEntries(all), replace });
  };
  return [search, change];
}
