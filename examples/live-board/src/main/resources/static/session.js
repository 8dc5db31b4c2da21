/** Who is signed in (a demonstration: no passwords), requests to the site, and the connection that all of a page shares. */
import { VoteClient } from '/voteengine/vote-client.js';
import { $, el, toast } from './ui.js';

const cookie = () => document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1] ?? '';

export const request = (path, method = 'GET', body = undefined, more = {}) =>
  fetch(path, {
    method,
    credentials: 'same-origin',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' ? {} : { 'x-xsrf-token': cookie() }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    ...more,
  });

/** Returns the JSON of an answer; a refusal is an Error with the server's words, `status` and `reason`. */
export const api = async (path, method, body) => {
  const response = await request(path, method, body);
  const json = await response.json().catch(() => ({}));
  if (response.ok) return json;
  throw Object.assign(new Error(json.detail ?? json.title ?? `The site answered ${response.status}.`), {
    status: response.status,
    reason: json.reason,
  });
};

/** Runs an action of the reader; shows why it failed. */
export const attempt = async (action) => {
  try {
    return await action();
  } catch (error) {
    toast(error.message);
    return undefined;
  }
};

/** Null: nobody, or a guest. */
export const session = { name: null, roles: [] };
const watchers = new Set();

/** Calls `listener` now and after each sign-in and sign-out. */
export const onSession = (listener) => {
  watchers.add(listener);
  listener(session);
};

/** Others see a click this soon, in ms; further clicks still wait for the answer, and for the spacing of votes. */
const DEBOUNCE = 50;

export let client;

const cast = async ({ id, poll, subject, choice }) => {
  if (!session.name) {
    signIn();
    return { status: 'refused', reason: 'SIGN_IN', message: 'Sign in to vote.' };
  }
  const response = await request(
    '/api/votes',
    'POST',
    { poll, subject, choice, request_id: id },
    { keepalive: true, signal: AbortSignal.timeout(5000) },
  );
  const body = await response.json().catch(() => ({}));
  const data = body.data ?? {};
  return {
    status: response.ok ? 'accepted' : response.status < 500 && response.status !== 408 ? 'refused' : 'unknown',
    reason: body.reason ?? response.status,
    message: body.message || body.detail,
    up: data.upvotes,
    down: data.downvotes,
    choice: data.user_vote,
    at: data.epoch == null ? undefined : [data.epoch, data.version],
    exact: data.exact,
    retryAfter: response.headers.has('retry-after') ? response.headers.get('retry-after') * 1000 : undefined,
  };
};

let renewal;
const take = (next) => {
  const guest = !next.roles.includes('VOTER');
  Object.assign(session, { name: guest ? null : next.name, roles: next.roles });
  clearTimeout(renewal);
  const left = new Date(next.expiresAt) - Date.now();
  renewal = setTimeout(renew, Math.max(5000, left * (2 / 3)));
  drawReader();
  watchers.forEach((listener) => listener(session));
};

const renew = async () => {
  try {
    take(await api('/api/session/renew', 'POST', {}));
  } catch (error) {
    if (error.status === 401) await enter({});
    else renewal = setTimeout(renew, 5000); // No network; again in a moment.
  }
};

const enter = async (who) => {
  take(await api('/api/session', 'POST', who));
  client?.voterChanged();
};

const signOut = () =>
  attempt(async () => {
    await api('/api/session', 'DELETE');
    await enter({});
  });

/** Asks for a name. */
export const signIn = () => {
  if (document.querySelector('dialog[open]')) return;
  const name = el('input', {
    name: 'name',
    required: true,
    maxlength: 40,
    autocomplete: 'username',
    value: localStorage.getItem('name') ?? '',
  });
  const go = (as) =>
    attempt(async () => {
      await enter({ name: as });
      localStorage.setItem('name', as);
      dialog.close();
    });
  const dialog = el(
    'dialog',
    { 'aria-label': 'Sign in', onclose: () => dialog.remove() },
    el(
      'form',
      {
        method: 'dialog',
        onsubmit: (event) => {
          event.preventDefault();
          go(name.value.trim());
        },
      },
      el('h2', { text: 'Sign in' }),
      el('p', { class: 'soft', text: 'This is a demonstration: any name will do, and there are no passwords.' }),
      el('label', { class: 'field' }, 'Name', name),
      el(
        'div',
        { class: 'buttons' },
        el('button', { class: 'button main', text: 'Sign in' }),
        el('button', { class: 'button', type: 'button', onclick: () => dialog.close(), text: 'Cancel' }),
      ),
      el('p', { class: 'small soft', text: 'dj plays the songs of the jam queue; operator looks after the site.' }),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
};

const drawReader = () => {
  $('who').replaceChildren(
    ...(session.name
      ? [
          el('span', { text: session.name }),
          el('button', { class: 'button small', onclick: signOut, text: 'Sign out' }),
        ]
      : [el('button', { class: 'button small', onclick: signIn, text: 'Sign in' })]),
  );
};

const STATUS = {
  live: 'Live',
  polling: 'Live, slower',
  connecting: 'Connecting',
  waiting: 'Reconnecting',
  offline: 'Offline',
  paused: 'Paused',
  idle: 'Connecting',
};

/** Signs a visitor in as a guest, and connects. Call it once, before anything else. */
export const start = async () => {
  const present = await api('/api/session');
  take(present.name ? present : await api('/api/session', 'POST', {}));
  client = VoteClient.shared = new VoteClient({ cast, debounce: DEBOUNCE });
  const show = (status) => {
    $('status').textContent = STATUS[status] ?? 'Not connected';
    $('status').className = `status ${['live', 'polling'].includes(status) ? 'live' : ''}`;
  };
  client.on('status', show);
  show(client.status);
  const { texts } = await import('/voteengine/vote-elements.js');
  Object.assign(texts, { SIGN_IN: 'Sign in to vote.', SUBJECT_UNKNOWN: 'This takes no votes any more.' });
  return client;
};
