/** The launch board: vote, a live ranking, the countdown, and the podium and proofs of a final result. */
import { api, attempt, client, onSession, session, start } from './session.js';
import { $, announce, el, tile, what } from './ui.js';
import { follow, isOver } from './countdown.js';
import { addItem } from './items.js';
import { showPodium } from './podium.js';
import { byScore, RankedList } from './ranked.js';
import { verifyVote } from './verify.js';

const MOST = 100;
const PAUSE = 1000;

await start();
const poll = await api(
  `/api/polls/${encodeURIComponent(new URLSearchParams(location.search).get('poll') ?? 'launch')}`,
);
const path = `/api/polls/${encodeURIComponent(poll.name)}/subjects?size=${MOST}`;
const day = poll.name.replace('launch-', '');
let stage = poll.stage;

const list = new RankedList($('ranking'), {
  row: (item) => [
    tile(item.title, item.key),
    what(item),
    el('vote-buttons', { subject: item.channel, choices: 'UP', label: `Votes on ${item.title}` }),
  ],
  compare: byScore(client),
  led: (item) => announce(`${item.title} leads now.`),
});

const watched = new Set();
const load = async () => {
  const { subjects } = await api(path);
  for (const item of subjects) {
    client.seed(item.channel, item);
    if (!watched.has(item.key)) {
      watched.add(item.key);
      client.subscribe(item.channel, (event) => event.type === 'update' && (list.changed(), drawMineSoon()));
    }
  }
  list.show(subjects);
  drawMine();
};

// ---- the order: by score as the page shows it, or by what is new and liked, as the server ranks it
let leave;
const inOrder = (keys) => {
  const places = new Map(keys.map((key, place) => [key, place]));
  const place = ({ key }) => places.get(key) ?? MOST;
  list.compare = (a, b) => place(a) - place(b) || byScore(client)(a, b);
};
const rankBy = (ranking) => {
  [...$('order').children].forEach((button) => button.setAttribute('aria-pressed', button.value === ranking));
  leave?.();
  leave = undefined;
  if (Array.isArray(ranking)) inOrder(ranking);
  else if (ranking === 'SCORE') list.compare = byScore(client);
  else {
    const topic = { leaderboard: [poll.name, ranking, MOST] };
    const use = (entries = []) => inOrder(entries.map(({ subject }) => subject));
    leave = client.subscribe(topic, ({ value }) => {
      use(value);
      list.changed();
    });
    use(client.view(topic));
  }
  list.sort();
};
$('order').addEventListener('click', ({ target }) => target.value && rankBy(target.value));

// ---- the reader's own votes, and their proofs
const shownNotes = new Map();
function drawMine() {
  const own = list.items.filter(({ channel }) => client.view(channel)?.choice === 'UP');
  $('mine-section').hidden = stage !== 'SEALED' || !session.name;
  $('mine').replaceChildren(
    ...(own.length || stage !== 'SEALED'
      ? own.map(mineRow)
      : [el('li', { class: 'soft', text: 'You had no vote on this day.' })]),
  );
}
let soon;
function drawMineSoon() {
  soon ??= setTimeout(() => {
    soon = undefined;
    if (stage === 'SEALED') drawMine();
  }, PAUSE);
}
const mineRow = (item) => {
  const verify = el('button', {
    class: 'button',
    text: 'Verify my vote',
    onclick: async () => {
      verify.disabled = true;
      const shown = await attempt(() => verifyVote(poll.name, item));
      verify.disabled = false;
      if (shown) {
        shownNotes.get(item.key)?.remove();
        shownNotes.set(item.key, shown);
        verify.parentElement.append(shown);
      }
    },
  });
  return el('li', {}, el('span', { text: item.title }), verify, shownNotes.get(item.key));
};

// ---- the end
const finish = async () => {
  try {
    const { podium } = await showPodium(poll.name, list.items);
    rankBy(podium.places.map(({ standing }) => standing.subject.key)); // Ties are broken as in the result.
    $('counting').hidden = true;
    $('final').hidden = false;
  } catch (error) {
    if (error.status !== 404) throw error;
    setTimeout(finish, PAUSE); // The seal comes first, the podium a moment later.
  }
};
const changed = (next) => {
  stage = next;
  $('result').hidden = !isOver(stage);
  $('ranking-title').textContent = isOver(stage) ? 'All products' : 'Live ranking';
  $('add').hidden = isOver(stage) || poll.stage === 'AHEAD';
  $('order').hidden = isOver(stage);
  drawMine();
  if (stage === 'SEALED') attempt(finish);
};

const date = new Date(`${day}T12:00:00Z`);
const today = (await api('/api/polls/launch')).name === poll.name;
const written = date.toLocaleDateString(document.documentElement.lang, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});
$('title').textContent = today ? 'Launching today' : `Launches of ${written}`;
$('about').textContent = today
  ? `${written}. Vote for as many products as you like; the three best make the podium.`
  : 'This day is over.';
const other = new Date(date - 86400000).toISOString().slice(0, 10);
$('days').replaceChildren(
  ...(today ? [] : [el('a', { href: '/', text: 'Today' }), ' · ']),
  el('a', { href: `/?poll=launch-${other}`, text: 'The day before' }),
);

await load();
rankBy('SCORE');
requestAnimationFrame(() => $('ranking').classList.remove('still'));
follow(poll, $('left'), $('left-label'), changed);
client.subscribe('launch-items', () => today && attempt(load));
onSession(() => drawMine());
$('add').addEventListener('click', () => addItem('launch', 'Add a product', ['Name', 'One sentence about it']));
$('content').removeAttribute('aria-busy');
