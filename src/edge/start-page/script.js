// Copying, filtering and opening what an address names. The page is whole without it.
(() => {
  const said = document.getElementById('said');
  const filter = document.getElementById('filter');
  const found = document.getElementById('found');
  const operations = [...document.querySelectorAll('[data-filterable]')];
  const sections = [...document.querySelectorAll('section.api')];

  for (const element of document.querySelectorAll('[data-script], .copy')) element.hidden = false;
  for (const code of document.querySelectorAll('[data-prefer]')) makeButton(code);
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest('button[data-copy]');
    if (button) copy(button);
  });
  filter.addEventListener('input', showMatching);
  filter.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || filter.value === '') return;
    filter.value = '';
    showMatching();
  });
  addEventListener('hashchange', openNamed);
  // A reload may bring back what was typed.
  addEventListener('pageshow', showMatching);
  openNamed();

  /** A status or example name becomes a button that copies the operation's command, asking for that answer. */
  function makeButton(code) {
    const { prefer, command } = code.dataset;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'ask';
    button.dataset.copy = command;
    button.dataset.prefer = prefer;
    button.setAttribute('aria-label', `${code.textContent}: copy a command that asks for ${prefer}`);
    code.replaceWith(button);
    code.removeAttribute('data-prefer');
    button.append(code);
  }

  async function copy(button) {
    const { copy: source, prefer } = button.dataset;
    const text = document.getElementById(source).textContent;
    const whole = prefer === undefined ? text : `${text} \\\n  -H 'Prefer: ${prefer}'`;
    const done = await written(whole);
    const label = button.classList.contains('copy') ? button : undefined;
    button.classList.add(done ? 'copied' : 'failed');
    if (label) label.textContent = done ? 'Copied' : 'Not copied';
    said.textContent = '';
    said.textContent = done ? 'Copied' : 'The browser did not allow copying';
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      button.classList.remove('copied', 'failed');
      if (label) label.textContent = 'Copy';
      said.textContent = '';
    }, 1500);
  }

  /** The clipboard proper is there in secure contexts only, and a mock in a local network is none. */
  async function written(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const before = document.activeElement;
      const area = document.createElement('textarea');
      area.value = text;
      area.className = 'said';
      document.body.append(area);
      area.select();
      const done = document.execCommand('copy');
      area.remove();
      before?.focus();
      return done;
    }
  }

  function showMatching() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const operation of operations) {
      const text = `${operation.querySelector('summary').textContent} ${operation.id}`.toLowerCase();
      operation.hidden = !words.every((word) => text.includes(word));
      if (!operation.hidden) count++;
    }
    for (const section of sections) section.hidden = section.querySelector('[data-filterable]:not([hidden])') === null;
    document.body.classList.toggle('filtered', words.length > 0);
    found.textContent = words.length === 0 ? '' : `${count} found`;
  }

  function openNamed() {
    const named = document.getElementById(location.hash.slice(1));
    if (named instanceof HTMLDetailsElement) named.open = true;
  }
})();
