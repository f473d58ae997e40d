// The live part of "griot serve": reloads the page when the site changes and
// shows the authors' mistakes over it. The server adds this script to pages on
// their way out; it is never part of a built site.
(() => {
  'use strict';

  const own = document.currentScript;
  const state = own.dataset.state; // of the site that this page was made from
  const cssAddress = new URL('live.css', own.src).href;
  const eventsAddress = new URL('events', own.src).href;
  const scrollKey = 'griot-scroll';

  // ---- scroll position over a reload

  const here = () => location.pathname + location.search;

  function reload() {
    stop();
    try {
      sessionStorage.setItem(scrollKey, JSON.stringify({ page: here(), x: scrollX, y: scrollY }));
    } catch { /* without storage the browser's own memory has to do */ }
    location.reload();
  }

  function restoreScroll() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(scrollKey));
      sessionStorage.removeItem(scrollKey);
    } catch { return; }
    if (!kept || kept.page !== here()) return;
    const go = () => scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
    go();
    if (document.readyState !== 'complete') addEventListener('load', go, { once: true });
  }

  // ---- the stream of events, open only while the page is in sight: browsers
  // allow six connections to a server, over all tabs

  let stream = null;
  let silence = 0;

  function start() {
    if (stream || document.visibilityState === 'hidden') return;
    stream = new EventSource(eventsAddress);
    stream.onmessage = (message) => {
      clearTimeout(silence);
      silence = 0;
      const news = JSON.parse(message.data);
      if (news.errors === 0 && news.state !== state) reload();
      else show(news);
    };
    stream.onerror = () => {
      if (stream && stream.readyState === EventSource.CLOSED) {
        stream = null;
        setTimeout(start, 2000);
      }
      silence ||= setTimeout(showStopped, 3000);
    };
  }

  function stop() {
    clearTimeout(silence);
    silence = 0;
    if (stream) stream.close();
    stream = null;
  }

  document.addEventListener('visibilitychange', () => (document.visibilityState === 'hidden' ? stop() : start()));
  addEventListener('pagehide', stop);
  addEventListener('pageshow', start);

  // ---- the panel, in a shadow tree so that the site's styles and the panel's
  // leave each other alone

  let ui = null;
  let hidden = ''; // the mistakes that the author has put away

  function el(name, props, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(props || {})) {
      if (key in node) node[key] = value;
      else node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  }

  function build() {
    const host = el('div', { id: 'griot-live', lang: 'en', dir: 'ltr' });
    const root = host.attachShadow({ mode: 'open' });
    const title = el('h2', { id: 'title' });
    const intro = el('p', { id: 'intro' });
    const list = el('ol', {});
    const close = el('button', { type: 'button', className: 'close' }, 'Hide');
    const panel = el('section', {
      id: 'panel', role: 'dialog', tabIndex: -1, hidden: true,
      'aria-modal': 'false', 'aria-labelledby': 'title', 'aria-describedby': 'intro',
    }, el('header', {}, title, close), intro, list);
    const pill = el('button', {
      type: 'button', className: 'pill', hidden: true, 'aria-expanded': 'false', 'aria-controls': 'panel',
    });
    const status = el('p', { className: 'status', role: 'status' });
    const style = el('link', { rel: 'stylesheet', href: cssAddress });
    const body = el('div', { hidden: true }, panel, pill);
    style.onload = () => { body.hidden = false; };
    root.append(style, body, status);
    document.body.append(host);

    ui = { title, intro, list, panel, pill, status, news: null };
    close.onclick = () => { hidden = key(ui.news); setOpen(false); pill.focus(); };
    pill.onclick = () => { hidden = ''; setOpen(true); panel.focus(); };
    panel.onkeydown = (event) => { if (event.key === 'Escape') close.click(); };
  }

  const key = (news) => JSON.stringify(news && news.diagnostics);
  const count = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

  function summary(news) {
    const parts = [];
    if (news.errors) parts.push(count(news.errors, 'error'));
    if (news.warnings) parts.push(count(news.warnings, 'warning'));
    return parts.join(', ');
  }

  function setOpen(open) {
    ui.panel.hidden = !open;
    ui.pill.hidden = open;
    ui.pill.setAttribute('aria-expanded', String(open));
  }

  function show(news) {
    const text = summary(news);
    if (!text) {
      if (ui) {
        ui.panel.hidden = ui.pill.hidden = true;
        ui.status.textContent = '';
      }
      return;
    }
    if (!ui) build();
    ui.news = news;
    ui.panel.dataset.severity = ui.pill.dataset.severity = news.errors ? 'error' : 'warning';
    ui.title.textContent = text;
    ui.intro.textContent = news.errors
      ? 'The page behind this panel is the last one without errors. It is renewed as soon as they are mended and saved.'
      : 'The site is built all the same. These are worth mending.';
    ui.pill.textContent = text;
    ui.pill.disabled = false;
    ui.list.replaceChildren(...news.diagnostics.map(item));
    const more = news.errors + news.warnings - news.diagnostics.length;
    if (more > 0) ui.list.append(el('li', { className: 'more' }, `and ${more} more: “griot check” lists them all`));
    setOpen(news.errors > 0 ? hidden !== key(news) : !ui.panel.hidden);
    const spoken = news.errors ? `${text}. The page shows the last state without errors.` : `${text}.`;
    if (ui.status.textContent !== spoken) ui.status.textContent = spoken;
  }

  function item(d) {
    const place = [d.file, d.line, d.column].filter(Boolean).join(':');
    const node = el('li', { className: d.severity },
      el('p', { className: 'place' }, el('b', {}, d.severity), ' ', el('code', {}, place)),
      el('p', { className: 'message' }, d.message));
    if (d.hint) node.append(el('p', { className: 'hint' }, d.hint));
    if (d.about) node.append(el('p', { className: 'about' }, el('code', {}, d.code), ' ', d.about));
    return node;
  }

  function showStopped() {
    if (!ui) build();
    ui.panel.hidden = true;
    ui.pill.hidden = false;
    ui.pill.dataset.severity = 'warning';
    ui.pill.disabled = true;
    ui.pill.textContent = ui.status.textContent = 'griot serve has stopped';
  }

  restoreScroll();
  start();
})();
