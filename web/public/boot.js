// Before the first paint: the colours that this browser has chosen. A file of its own, because the policy of the page
// allows no script inside it.
(() => {
  let chosen = 'auto';
  try {
    chosen = localStorage.getItem('charla.scheme') ?? 'auto';
  } catch {
    // A browser without storage follows the system.
  }
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
