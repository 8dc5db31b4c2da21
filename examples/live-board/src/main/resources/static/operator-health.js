/** Health with remedies, and the charts of backlog and lag. */
import { api, session } from './session.js';
import { $, announce, count, el } from './ui.js';
import { chart } from './chart.js';

const EVERY = 1000;
const POINTS = 120;
const BADGE = { HEALTHY: 'good', DEGRADED: 'warn', FAILING: 'bad' };
const FIGURES = [
  ['total_votes', 'Votes since the start'],
  ['p95_latency_ms', 'p95 of a vote', (n) => `${count(Math.round(n))} ms`],
  ['unconfirmed', 'Not durable yet'],
  ['quarantined', 'Quarantined'],
  ['corrections', 'Corrected counts'],
  ['recoveries', 'Recoveries'],
  ['lost', 'Lost votes'],
  ['droppedEvents', 'Dropped events'],
];

/** Durations come as ISO 8601 or as seconds. */
export const millis = (duration) => {
  if (duration == null) return null;
  if (typeof duration === 'number') return duration * 1000;
  const [, h = 0, m = 0, s = 0] = duration.match(/^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/) ?? [];
  return (h * 3600 + m * 60 + +s) * 1000;
};
const ms = (n) => (n >= 10000 ? `${count(Math.round(n / 1000))} s` : `${count(Math.round(n))} ms`);

export const showHealth = () => {
  const backlog = chart($('backlog-chart'), { points: POINTS, label: 'Backlog in events', format: count });
  const lag = chart($('lag-chart'), { points: POINTS, label: 'Lag', format: ms });
  const values = FIGURES.map(([name, label, format = count]) => {
    const value = el('dd', { text: '–' });
    $('figures').append(el('div', {}, el('dt', { text: label }), value));
    return (all) => (value.textContent = all[name] == null ? '–' : format(all[name]));
  });
  let before;

  const draw = ({ status, issues, figures }, metrics) => {
    $('health-status').textContent = status.toLowerCase();
    $('health-status').className = `badge ${BADGE[status]}`;
    if (before && before !== status) announce(`The engine is ${status.toLowerCase()}.`);
    before = status;
    const shown = issues.map((issue) =>
      el(
        'li',
        { class: `note ${BADGE[issue.status]}` },
        el('strong', { text: `${issue.part.toLowerCase()}: ${issue.what}` }),
        el('p', { text: `What to do: ${issue.action}` }),
      ),
    );
    $('issues').replaceChildren(
      ...(shown.length ? shown : [el('li', { class: 'note good' }, el('strong', { text: 'Everything works.' }))]),
    );
    const all = { ...metrics, ...figures };
    values.forEach((value) => value(all));
    $('backlog').textContent = count(figures.backlog);
    $('lag').textContent = figures.lag == null ? '–' : ms(millis(figures.lag));
    backlog(figures.backlog);
    lag(millis(figures.lag));
    $('health-time').textContent = 'Every second';
  };

  const look = async () => {
    if (session.roles.includes('ADMIN') && !document.hidden) {
      try {
        draw(...(await Promise.all([api('/api/admin/health'), api('/api/votes/metrics')])));
      } catch (error) {
        $('health-status').textContent = 'no answer';
        $('health-status').className = 'badge bad';
        $('health-time').textContent = error.message;
        backlog(null);
        lag(null);
      }
    }
    setTimeout(look, EVERY);
  };
  look();
};
