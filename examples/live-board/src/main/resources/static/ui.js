/** Small helpers of all pages. What users have written gets into a page as text only. */

/** Makes an element: `class`, `text` and listeners (`onclick`) by name, everything else as attributes. */
export const el = (tag, options = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value == null || value === false) continue;
    if (name === 'text') node.textContent = value;
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child != null && child !== false));
  return node;
};

export const $ = (id) => document.getElementById(id);

const number = new Intl.NumberFormat(document.documentElement.lang);
export const count = (n) => (n == null ? '–' : number.format(n));
const many = (word) => (n) => `${count(n)} ${n === 1 ? word : `${word}s`}`;
export const votes = many('vote');
export const subjects = many('subject');
export const records = many('record');
export const when = (time) =>
  new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });

/** A coloured tile with the first letter of a title. */
export const tile = (title, key) => {
  const sum = [...key].reduce((all, letter) => all + letter.codePointAt(0), 0);
  const letter = title.match(/[\p{L}\p{N}]/u)?.[0] ?? '·';
  return el('span', { class: `tile t${sum % 6}`, 'aria-hidden': 'true', text: letter.toUpperCase() });
};

export const what = (item, heading = 'h3') =>
  el('div', { class: 'what' }, el(heading, { text: item.title, title: item.title }), el('p', { text: item.tagline }));

/** Read out politely, at most every few seconds; the newest text replaces those that wait. */
const EVERY = 5000;
const region = el('div', { class: 'unseen', role: 'status' });
let spoken = -Infinity;
let waiting;
export const announce = (text) => {
  if (!region.isConnected) document.body.append(region);
  clearTimeout(waiting);
  waiting = setTimeout(
    () => {
      spoken = performance.now();
      region.textContent = text;
    },
    Math.max(100, spoken + EVERY - performance.now()),
  );
};

/** A message for some seconds, which is read out too. */
let shown;
export const toast = (text) => {
  shown?.remove();
  const mine = (shown = el('p', { class: 'toast', text }));
  document.body.append(mine);
  announce(text);
  setTimeout(() => mine.remove(), 6000);
};

/** Asks before something that cannot be taken back; with `reason`, asks why, and returns the answer. */
export const ask = (title, text, action, reason) =>
  new Promise((resolve) => {
    const why = el('input', { required: true, maxlength: 200, autocomplete: 'off' });
    const dialog = el(
      'dialog',
      {
        'aria-label': title,
        onclose: () => {
          dialog.remove();
          resolve(dialog.returnValue === 'yes' && (reason ? why.value : true));
        },
      },
      el(
        'form',
        { method: 'dialog' },
        el('h2', { text: title }),
        el('p', { class: 'soft', text }),
        reason && el('label', { class: 'field' }, 'Why? It is recorded.', why),
        el(
          'div',
          { class: 'buttons' },
          el('button', { class: 'button main', value: 'yes', text: action }),
          el('button', { class: 'button', value: 'no', formnovalidate: true, text: 'Cancel' }),
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });

/** Calls `tick` now and every second. */
export const everySecond = (tick) => {
  tick();
  return setInterval(tick, 1000);
};

export const clock = (ms) => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const days = Math.floor(seconds / 86400);
  const two = (n) => String(n).padStart(2, '0');
  return `${days ? `${days} d ` : ''}${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};
