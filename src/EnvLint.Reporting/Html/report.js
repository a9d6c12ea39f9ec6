'use strict';
(() => {
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);

  // A page opened from a file may have no storage: the choice then lasts as long as the page.
  const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const store = (key, value) => { try { localStorage.setItem(key, value); } catch { /* lasts as long as the page */ } };

  const theme = find('theme');
  const setTheme = (value) => { if (value) { root.dataset.theme = value; } else { delete root.dataset.theme; } };
  const wanted = theme.querySelector('[value="' + (stored('envlint-theme') === 'dark' ? 'dark' : stored('envlint-theme') === 'light' ? 'light' : '') + '"]');
  wanted.checked = true;
  setTheme(wanted.value);
  theme.hidden = false;
  theme.addEventListener('change', (event) => { setTheme(event.target.value); store('envlint-theme', event.target.value); });

  // Paper has no triangles to click.
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open], .files, .keys)')];
    closed.forEach((item) => { item.open = true; });
  });
  addEventListener('afterprint', () => closed.forEach((item) => { item.open = false; }));

  const form = find('filter');
  const findings = [...document.querySelectorAll('.finding')].map((element) => ({
    element,
    severity: element.dataset.severity,
    rule: element.dataset.rule,
    file: element.parentElement.dataset.file,
    group: element.parentElement,
    text: null,
  }));
  const severities = form ? [...form.querySelectorAll('[name=severity]')] : [];
  const selects = form ? [form.elements.namedItem('rule'), form.elements.namedItem('file')] : [];
  const search = form ? form.elements.namedItem('q') : null;
  const count = find('count');
  let at = '';

  const state = () => ({
    severities: new Set(severities.filter((box) => box.checked).map((box) => box.value)),
    rule: selects[0].value,
    file: selects[1].value,
    words: search.value.toLowerCase().split(' ').filter(Boolean),
  });

  const textOf = (item) => item.text ??= (item.file + ' ' + item.element.textContent).toLowerCase();

  // Each number says what its own choice would leave, with all others as they are.
  const apply = () => {
    if (!form) { return; }
    const now = state();
    const counts = { severity: {}, rule: {}, file: {} };
    const groups = new Set();
    let shown = 0;
    for (const item of findings) {
      const bySeverity = now.severities.has(item.severity);
      const byRule = !now.rule || item.rule === now.rule;
      const byFile = !now.file || item.file === now.file;
      const byWords = now.words.every((word) => textOf(item).includes(word));
      const isShown = bySeverity && byRule && byFile && byWords;
      if (byRule && byFile && byWords) { counts.severity[item.severity] = (counts.severity[item.severity] ?? 0) + 1; }
      if (bySeverity && byFile && byWords) { counts.rule[item.rule] = (counts.rule[item.rule] ?? 0) + 1; }
      if (bySeverity && byRule && byWords) { counts.file[item.file] = (counts.file[item.file] ?? 0) + 1; }
      if (item.element.hidden === isShown) { item.element.hidden = !isShown; }
      if (isShown) { shown++; groups.add(item.group); }
    }
    for (const group of find('list').children) { group.hidden = !groups.has(group); }
    for (const box of severities) { box.parentElement.querySelector('b').textContent = counts.severity[box.value] ?? 0; }
    for (const select of selects) {
      for (const option of select.options) {
        if (option.value) { option.textContent = option.dataset.label + ' (' + (counts[select.name][option.value] ?? 0) + ')'; }
      }
    }
    find('none').hidden = shown > 0;
    const all = findings.length;
    const words = shown === all ? (all === 1 ? 'The one finding is shown' : 'All ' + all + ' findings are shown') : shown + ' of ' + all + (all === 1 ? ' finding is shown' : ' findings are shown');
    if (count.textContent !== words) { count.textContent = words; }
  };

  const isFiltered = () => severities.some((box) => !box.checked) || selects.some((select) => select.value) || search.value !== '';

  const clear = () => {
    severities.forEach((box) => { box.checked = true; });
    selects.forEach((select) => { select.value = ''; });
    search.value = '';
  };

  const fragment = () => {
    const query = new URLSearchParams();
    if (form) {
      if (severities.some((box) => !box.checked)) { query.set('severity', severities.filter((box) => box.checked).map((box) => box.value).join(',')); }
      selects.forEach((select) => { if (select.value) { query.set(select.name, select.value); } });
      if (search.value) { query.set('q', search.value); }
    }
    if (query.size === 0) { return at; }
    if (at) { query.set('at', at); }
    return query.toString();
  };

  const save = (push) => {
    const address = '#' + fragment();
    if (address !== (location.hash || '#')) { history[push ? 'pushState' : 'replaceState'](null, '', address); }
  };

  // To an element: out of closed details and hidden findings, with the focus on it.
  const go = (id) => {
    const target = id ? find(id) : null;
    if (!target) { return false; }
    if (form && target.closest('[hidden]')) { clear(); apply(); }
    for (let outer = target.closest('details'); outer; outer = outer.parentElement.closest('details')) { outer.open = true; }
    const shown = target.closest('.rule') ?? target;
    const focus = shown === target ? target : shown.querySelector('summary');
    if (focus === target && !target.hasAttribute('tabindex')) { target.tabIndex = -1; }
    focus.focus({ preventScroll: true });
    shown.scrollIntoView({ block: 'start' });
    return true;
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    const id = link.getAttribute('href').slice(1);
    if (go(id)) {
      event.preventDefault();
      at = id;
      save(true);
    }
  });

  const restore = () => {
    const hash = location.hash.slice(1);
    const isState = hash.includes('=');
    const query = new URLSearchParams(isState ? hash : '');
    if (form) {
      const only = query.get('severity')?.split(',');
      severities.forEach((box) => { box.checked = !only || only.includes(box.value); });
      selects.forEach((select) => {
        select.value = query.get(select.name) ?? '';
        if (select.selectedIndex === -1) { select.value = ''; }
      });
      search.value = query.get('q') ?? '';
    }
    at = isState ? query.get('at') ?? '' : hash;
    apply();
    go(at);
  };

  if (form) {
    form.hidden = false;
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', (event) => {
      if (event.target.name) { at = ''; apply(); save(false); }
    });
    for (const button of document.querySelectorAll('button.clear')) {
      button.addEventListener('click', () => { clear(); at = ''; apply(); save(false); search.focus(); });
    }
  }

  const keys = find('keys');
  if (keys) {
    keys.checked = stored('envlint-keys') !== 'off';
    keys.addEventListener('change', () => store('envlint-keys', keys.checked ? 'on' : 'off'));
  }

  const step = (by) => {
    const shown = findings.filter((item) => !item.element.hidden).map((item) => item.element);
    const current = document.activeElement?.closest('.finding') ?? find(at)?.closest('.finding');
    const index = shown.indexOf(current);
    const next = shown[index === -1 ? (by === 1 ? 0 : shown.length - 1) : index + by];
    if (next) { go(next.id); at = next.id; save(false); }
  };

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.target === search && search.value) {
      search.value = '';
      apply();
      save(false);
      event.preventDefault();
      return;
    }
    if (!form || !keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input:not([type=checkbox], [type=radio]), select, textarea')) { return; }
    if (event.key === '/') { search.focus(); search.select(); }
    else if (event.key === 'j') { step(1); }
    else if (event.key === 'k') { step(-1); }
    else { return; }
    event.preventDefault();
  });

  addEventListener('popstate', restore);
  restore();
})();
