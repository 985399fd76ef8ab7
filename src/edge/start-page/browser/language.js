// Keeps to the language that was chosen here last; runs before anything is drawn. It stays in this browser: a cookie
// would go along with every request that somebody wants to look at.
(() => {
  const key = 'portrait.language';
  const { lang } = document.documentElement;
  try {
    if (new URLSearchParams(location.search).has('lang')) {
      localStorage.setItem(key, lang);
      return;
    }
    const kept = localStorage.getItem(key);
    if (kept !== null && kept !== lang) location.replace(`/?lang=${encodeURIComponent(kept)}${location.hash}`);
  } catch {
    // Nothing can be kept; the address says it.
  }
})();
