// Filtering, opening and copying. The page is whole without it. `written` stands above it, from the look of all pages.
(() => {
  const said = document.getElementById('said');
  const findings = [...document.querySelectorAll('.finding')];
  const groups = [...document.querySelectorAll('.group')];
  const [api, check, words, all, count] = ['api', 'check', 'words', 'all', 'count'].map((id) =>
    document.getElementById(id),
  );

  for (const element of document.querySelectorAll('[data-script]')) element.hidden = false;
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest('button[data-copy]');
    if (button) copy(button);
  });
  addEventListener('hashchange', openNamed);
  openNamed();
  if (count === null) return;

  const texts = new Map(findings.map((finding) => [finding, finding.textContent.toLowerCase()]));
  for (const field of [api, check, words]) field.addEventListener('input', showMatching);
  words.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || words.value === '') return;
    words.value = '';
    showMatching();
  });
  all.addEventListener('click', () => {
    const isOpening = all.textContent === 'Open all';
    for (const finding of findings) if (!finding.hidden) finding.open = isOpening;
    all.textContent = isOpening ? 'Close all' : 'Open all';
  });
  // A reload may bring back what was chosen.
  addEventListener('pageshow', showMatching);

  function showMatching() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let number = 0;
    for (const finding of findings) {
      const { dataset } = finding;
      const isChosen = [
        [api.value, dataset.api],
        [check.value, dataset.check],
      ].every(([choice, value]) => choice === '' || choice === value);
      finding.hidden = !isChosen || !wanted.every((word) => texts.get(finding).includes(word));
      if (!finding.hidden) number++;
    }
    for (const group of groups) group.hidden = group.querySelector('.finding:not([hidden])') === null;
    const isWhole = number === findings.length;
    count.textContent = isWhole
      ? `${number} finding${number === 1 ? '' : 's'}`
      : `${number} of ${findings.length} findings`;
  }

  function openNamed() {
    const named = document.getElementById(location.hash.slice(1));
    if (!(named instanceof HTMLDetailsElement)) return;
    named.open = true;
    named.scrollIntoView();
  }

  async function copy(button) {
    const text = document.getElementById(button.dataset.copy).textContent;
    const done = await written(text);
    button.textContent = done ? 'Copied' : 'Not copied';
    said.textContent = '';
    said.textContent = done ? 'Copied' : 'The browser did not allow copying';
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      button.textContent = 'Copy';
      said.textContent = '';
    }, 1500);
  }
})();
