/** Single votes: quarantine, void and restore, and the history of a subject. */
import { api, attempt } from './session.js';
import { $, announce, ask, el, subjects, votes, when } from './ui.js';

const EVERY = 10000;

const drawQuarantine = async () => {
  const all = await api('/api/admin/quarantine?size=100');
  const act = (vote, text, what) =>
    el('button', {
      class: 'button small',
      type: 'button',
      text,
      onclick: () =>
        attempt(async () => {
          const { partition, epoch, seq } = vote;
          await api(`/api/admin/quarantine/${what}`, 'POST', { partition, epoch, seq });
          await drawQuarantine();
        }),
    });
  const rows = all.map((vote) =>
    el(
      'li',
      {},
      el(
        'span',
        {},
        `${vote.voter.value ?? vote.voter}: ${vote.choice} on ${vote.subject.poll} / ${vote.subject.key}`,
        el('br'),
        el('span', { class: 'soft small', text: vote.reason }),
      ),
      el('span', { class: 'buttons' }, act(vote, 'Try again', 'replay'), act(vote, 'Discard', 'discard')),
    ),
  );
  $('quarantine').replaceChildren(...(rows.length ? rows : [el('li', { class: 'soft', text: 'Empty.' })]));
};

const administer = async (form, action) => {
  const { voter, poll, why } = Object.fromEntries(new FormData(form));
  const restores = action === 'restore';
  if (
    !(await ask(
      `${restores ? 'Restore' : 'Void'} the votes of ${voter}?`,
      poll ? `In ${poll}.` : 'In all polls.',
      restores ? 'Restore' : 'Void',
    ))
  )
    return;
  const done = await api(`/api/admin/votes/${action}`, 'POST', { voter, poll: poll || null, why });
  const headline = `${restores ? 'Restored' : 'Voided'}: ${votes(done.votes)} on ${subjects(done.subjects)}.`;
  announce(headline);
  $('void-answer').replaceChildren(
    el(
      'p',
      { class: 'note good' },
      el('strong', { text: headline }),
      done.sealed ? ` Noted beside final results, which stay: ${votes(done.sealed)}.` : '',
    ),
  );
};

const ids = (value) => (typeof value === 'object' ? value.value : value);

const drawHistory = async (form) => {
  const { poll, subject } = Object.fromEntries(new FormData(form));
  const entries = await api(`/api/admin/history?${new URLSearchParams({ poll, subject, size: 100 })}`);
  $('history').replaceChildren(
    ...entries.map((entry) =>
      el(
        'tr',
        {},
        el('td', { class: 'number', text: when(entry.castAt) }),
        el('td', { text: ids(entry.voter) }),
        el('td', { text: `${entry.previous} → ${entry.choice}` }),
        el('td', { class: 'mono', text: ids(entry.requestId) }),
      ),
    ),
  );
  if (!entries.length)
    $('history').replaceChildren(el('tr', {}, el('td', { colspan: 4, class: 'soft', text: 'No votes yet.' })));
  $('history-table').hidden = false;
};

export const showVotes = () => {
  const look = async () => {
    if (!document.hidden) await drawQuarantine().catch(() => {}); // The health card shows that the server is away.
    setTimeout(look, EVERY);
  };
  look();

  $('void-form').addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(() => administer(event.target, event.submitter?.value ?? 'void'));
  });

  const form = $('history-form');
  let listed;
  form.poll.addEventListener('change', () =>
    attempt(async () => {
      if (!form.poll.value || listed === form.poll.value) return;
      listed = form.poll.value;
      const { subjects } = await api(`/api/polls/${encodeURIComponent(listed)}/subjects?size=100`);
      form.subject.replaceChildren(...subjects.map(({ key, title }) => el('option', { value: key, text: title })));
    }),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(() => drawHistory(form));
  });
};
