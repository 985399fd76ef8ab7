/** Beside Redoc on every page: links to the twins, Redoc's own words in the page's language, boxes that scroll by keyboard. */
(() => {
  const words = new Map(Object.entries(window.portraitWords));
  const patterns = [...words].filter(([key]) => key.startsWith('^')).map(([key, text]) => [new RegExp(key), text]);

  // Operations have the same place in every language, the sections of the opening text have not.
  for (const twin of document.querySelectorAll('[data-twin]')) {
    const href = twin.getAttribute('href');
    const follow = () => {
      const { hash } = location;
      twin.setAttribute('href', href + (hash.startsWith('#/section/') ? '' : hash));
    };
    for (const event of ['pointerenter', 'focus', 'click']) twin.addEventListener(event, follow);
    addEventListener('hashchange', follow);
    follow();
  }

  function translated(text) {
    const bare = text.trim();
    const found = words.get(bare);
    if (found !== undefined) return text.replace(bare, found);
    for (const [pattern, replacement] of patterns)
      if (pattern.test(bare)) return bare.replace(pattern, (_, inner) => replacement.replace('$1', translated(inner)));
    return text;
  }

  function translateText(node) {
    if (node.parentElement?.closest('pre, code, [data-component-name="Markdown/Markdown"]')) return;
    const text = translated(node.data);
    if (text !== node.data) node.data = text;
  }

  function translateAttributes(element) {
    for (const name of ['aria-label', 'title', 'placeholder']) {
      const value = element.getAttribute(name);
      const text = value === null ? null : translated(value);
      if (text !== value) element.setAttribute(name, text);
    }
  }

  function tendElement(element) {
    if (words.size > 0) translateAttributes(element);
    if (element.matches('pre, [data-component-name="Markdown/Markdown"] table')) element.tabIndex = 0;
    // The button says which example it shows; a label would hide that from those who hear it.
    const saysMore = element.matches('button[aria-label][aria-haspopup]') && element.textContent.trim() !== '';
    if (saysMore) element.removeAttribute('aria-label');
  }

  function tend(root) {
    if (root.nodeType === Node.TEXT_NODE) translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    for (const element of [root, ...root.querySelectorAll('*')]) tendElement(element);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (words.size > 0 && texts.nextNode()) translateText(texts.currentNode);
  }

  // Not before Redoc has taken over what was rendered ahead: it would not know it again.
  addEventListener('load', () => {
    tend(document.body);
    const changes = { childList: true, subtree: true, characterData: true, attributeFilter: ['aria-label', 'title'] };
    new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'childList') addedNodes.forEach(tend);
        else if (type === 'attributes') tendElement(target);
        else tend(target);
      }
    }).observe(document.body, changes);
  });
})();
