/** Small things that outlive the page, in this browser only: what somebody has typed and not sent. Never a secret of the
 *  console itself. Kept by user, so that who shares a browser does not see another's. */
export function keep<T>(name: string, value: T | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: it lives as long as the page.
  }
}

export function kept<T>(name: string): T | null {
  try {
    const text = localStorage.getItem(name);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}
