/** Beside Redoc on every page: links to the twins, Redoc's own words in the page's language, boxes that scroll by keyboard. */
(() => {
  const { said, types } = window.portraitWords;
  const whole = dictionaryOf(said);
  const typeParts = dictionaryOf(types);

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

  // The bar is narrower than what is in it.
  document.querySelector('.apis [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'start' });

  /** Words as they stand, and those that begin with `^` as patterns. */
  function dictionaryOf(texts) {
    const words = new Map(Object.entries(texts));
    const patterns = [...words].filter(([key]) => key.startsWith('^')).map(([key, text]) => [new RegExp(key), text]);
    return { words, patterns };
  }

  function lookedUp(bare, { words, patterns }) {
    const found = words.get(bare);
    if (found !== undefined) return found;
    for (const [pattern, replacement] of patterns) {
      const [match, ...inner] = pattern.exec(bare) ?? [];
      if (match === undefined) continue;
      const known = inner.map((part) => lookedUp(part, { words, patterns }) ?? part);
      return replacement.replace(/\$(\d)/g, (_, number) => known[number - 1]);
    }
    return undefined;
  }

  /** `Token URL:` */
  function labelled(bare) {
    const label = bare.endsWith(':') ? lookedUp(bare.slice(0, -1), whole) : undefined;
    return label === undefined ? undefined : label + whole.words.get(':');
  }

  function translated(text) {
    const bare = text.trim();
    const found = bare === '' ? undefined : (lookedUp(bare, whole) ?? labelled(bare));
    if (found === undefined) return text;
    // A Chinese colon brings its own room.
    return found.endsWith('：') ? found : text.replace(bare, () => found);
  }

  /** `string, [ 1 .. 30 ] characters`: a type, and what is said of it. */
  function translatedType(text) {
    if (typeParts.words.size === 0) return text;
    const parts = text.split(', ').map((part) => lookedUp(part.trim(), typeParts) ?? part);
    return parts.join(typeParts.words.get(', '));
  }

  const OWN = '[data-component-name="Markdown/Markdown"], pre, code';

  /** Whether an element has the name of a property, a parameter or a header, such as `Server`. */
  function isName(element) {
    const isTitle = element.previousElementSibling?.hasAttribute('data-deep-link-anchor');
    return isTitle && element.closest('[id]')?.id.includes('path=');
  }

  function translateText(node) {
    const { parentElement: parent, data } = node;
    // Where there is no body, Redoc says so in the place of the code.
    if (parent === null || (parent.closest(OWN) && data !== 'No content') || isName(parent)) return;
    const text = parent.closest('em') ? translatedType(data) : translated(data);
    if (text !== data) node.data = text;
  }

  function translateAttributes(element) {
    for (const name of ['aria-label', 'title', 'placeholder']) {
      const value = element.getAttribute(name);
      const text = value === null ? null : translated(value);
      if (text !== value) element.setAttribute(name, text);
    }
  }

  function tendElement(element) {
    if (whole.words.size > 0) translateAttributes(element);
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
    while (whole.words.size > 0 && texts.nextNode()) translateText(texts.currentNode);
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
