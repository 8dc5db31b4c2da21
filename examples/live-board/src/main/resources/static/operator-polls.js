/** Polls: look at their health, close, recover and finalize them. */
import { api, attempt, client } from './session.js';
import { $, announce, ask, count, el, records, votes, when } from './ui.js';

const STAGES = { OPEN: 'good', AHEAD: '', CLOSED: 'warn', SEALED: '' };

const answer = (kind, headline, lines) => {
  announce(headline);
  $('poll-answer').replaceChildren(
    el(
      'div',
      { class: `note answer ${kind}` },
      el('strong', { text: headline }),
      lines.length > 0 && el('ul', {}, ...lines.map((text) => el('li', { text }))),
    ),
  );
};

const health = async ({ name }) => {
  const found = await api(`/api/launch/vote-health?${new URLSearchParams({ poll: name })}`);
  const good = found.status === 'healthy';
  answer(good ? 'good' : 'warn', `${name}: ${found.status.replace('_', ' ')}`, [
    `Final subjects: ${count(found.finalizedApps)} of ${count(found.totalLaunchedApps)}; with votes on their way: ${count(found.unflushedApps)}.`,
    `${records(found.backupRecords)} in backups.`,
    ...found.issues,
    ...found.recommendations.map((text) => `What to do: ${text}`),
  ]);
};

const close = async ({ name }) => {
  const why = await ask(`Close ${name}?`, 'It takes no votes any more, and cannot be opened again.', 'Close', true);
  if (!why) return;
  await api(`/api/admin/polls/${encodeURIComponent(name)}/close`, 'POST', { why });
  answer('good', `${name} is closed.`, []);
};

const finalize = async ({ name }) => {
  if (!(await ask(`Finalize ${name}?`, 'The counts become final. A backup is taken first.', 'Finalize'))) return;
  const { success, message, top3, backupCreated } = await api('/api/launch/finalize', 'POST', { poll: name });
  answer(success ? 'good' : 'warn', message, [
    ...top3.map((one) => `${one.place}. ${one.subject.key ?? one.subject}: ${votes(one.votes)}`),
    backupCreated ? 'A backup was taken.' : 'The backup was there already.',
  ]);
};

/** First shows what would change. */
const recover = async ({ name }) => {
  const go = (dryRun) => api('/api/launch/recover-votes', 'POST', { poll: name, dry_run: dryRun });
  const plan = await go(true);
  const lines = [...plan.warnings, ...plan.changes.map((change) => `${change.subject.key}: ${JSON.stringify(change)}`)];
  if (!plan.changed) {
    answer('good', `${name}: nothing to recover.`, lines);
    return;
  }
  if (!(await ask(`Recover ${name}?`, `Not as in the newest backup: ${votes(plan.changed)}.`, 'Recover')))
    return;
  const done = await go(false);
  answer('good', `${name}: recovered ${votes(done.changed)}.`, done.warnings);
};

const audit = async ({ name }) => {
  const report = await api(`/api/admin/polls/${encodeURIComponent(name)}/audit`, 'POST', {});
  answer(
    'good',
    `${name} was counted again.`,
    Object.entries(report)
      .filter(([, value]) => typeof value !== 'object')
      .map(([key, value]) => `${key}: ${value}`),
  );
};

export const showPolls = async () => {
  const yesterday = async () => {
    const today = await api('/api/polls/launch');
    const day = new Date(Date.parse(`${today.name.replace('launch-', '')}T12:00:00Z`) - 86400000)
      .toISOString()
      .slice(0, 10);
    return api(`/api/polls/launch-${day}`).catch(() => null); // A young site has none.
  };
  const followed = new Set();
  const follow = ({ name, deadline }) => {
    if (!followed.has(name)) client.subscribe(deadline, ({ type }) => type === 'deadline' && attempt(draw));
    followed.add(name);
  };
  const draw = async () => {
    const polls = [await yesterday(), ...(await api('/api/polls'))].filter(Boolean);
    polls.forEach(follow);
    const act = (poll, text, action, more = '') =>
      el('button', {
        class: `button small ${more}`,
        type: 'button',
        text,
        'aria-label': `${text}: ${poll.name}`,
        onclick: () =>
          attempt(async () => {
            await action(poll);
            await draw();
          }),
      });
    $('polls').replaceChildren(
      ...polls.map((poll) =>
        el(
          'li',
          {},
          el('b', { text: poll.name }),
          el('span', {}, el('span', { class: `badge ${STAGES[poll.stage]}`, text: poll.stage.toLowerCase() })),
          el('span', {
            class: 'small soft number',
            text: poll.closesAt
              ? `${poll.stage === 'OPEN' ? 'Closes' : 'Closed'} ${when(poll.closesAt)}`
              : 'Has no end',
          }),
          el(
            'div',
            { class: 'buttons' },
            act(poll, 'Health', health),
            act(poll, 'Count again', audit),
            poll.stage === 'OPEN' && act(poll, 'Close', close, 'danger'),
            (poll.stage === 'CLOSED' || poll.stage === 'SEALED') && act(poll, 'Recover', recover),
            poll.stage === 'CLOSED' && act(poll, 'Finalize', finalize, 'main'),
          ),
        ),
      ),
    );
    document.querySelectorAll('select[data-polls]').forEach((select) => {
      const chosen = select.value;
      const first = select.dataset.polls === 'all' ? [el('option', { value: '', text: 'All polls' })] : [];
      select.replaceChildren(...first, ...polls.map(({ name }) => el('option', { value: name, text: name })));
      if (chosen) select.value = chosen;
      select.dispatchEvent(new Event('change'));
    });
  };
  await attempt(draw);
};
