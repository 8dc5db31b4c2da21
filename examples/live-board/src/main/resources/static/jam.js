/** The jam queue: everybody votes, its creator plays the best song, which leaves the queue on all pages at once. */
import { api, attempt, client, onSession, session, start } from './session.js';
import { $, announce, el, tile, what, when } from './ui.js';
import { addItem } from './items.js';
import { byScore, RankedList } from './ranked.js';

const QUEUE = 'jam-queue';

await start();
/** All songs by key, those that were played too. */
const songs = new Map();
let creator;
let plays = [];

const queue = new RankedList($('queue'), {
  row: (song) => [
    tile(song.title, song.key),
    what(song),
    el('vote-buttons', { subject: song.channel, choices: 'UP DOWN', label: `Votes on ${song.title}` }),
  ],
  compare: byScore(client),
  led: (song) => announce(`${song.title} is next.`),
});

const present = () => plays.at(-1);
const drawQueue = () => {
  const played = new Set(plays.map(({ song }) => song));
  const waiting = [...songs.values()].filter(({ key }) => !played.has(key));
  queue.show(waiting);
  $('empty').hidden = waiting.length > 0;
  $('next').setAttribute('aria-disabled', waiting.length === 0);
};

const drawPlayer = () => {
  const song = songs.get(present()?.song);
  $('cover').replaceChildren(
    song ? tile(song.title, song.key) : el('span', { class: 'tile quiet', 'aria-hidden': 'true', text: '♪' }),
  );
  const [label, title, line] = $('active').children;
  label.textContent = song ? 'Now playing' : 'Nothing plays yet';
  title.textContent = song?.title ?? 'Silence';
  line.textContent = song?.tagline ?? `${creator} plays the first song.`;
  const past = plays.slice(0, -1).reverse();
  $('played').replaceChildren(
    ...past.map(({ song: key, startedAt }) =>
      el(
        'li',
        {},
        el('span', { text: songs.get(key)?.title ?? key }),
        el('span', { class: 'soft', text: when(startedAt) }),
      ),
    ),
  );
  $('none').hidden = past.length > 0;
};

const drawRole = () => {
  const mine = session.name != null && session.name === creator;
  $('next').hidden = !mine;
  $('role').textContent = mine ? 'You play the songs.' : `${creator} plays the songs.`;
};

/** Songs and plays, as the server has them: at first, after a reconnection, and when a song was added. */
const load = async () => {
  const [page, jam] = await Promise.all([api('/api/polls/jam/subjects?size=100'), api('/api/jam')]);
  for (const song of page.subjects) {
    client.seed(song.channel, song);
    if (songs.has(song.key)) continue;
    songs.set(song.key, song);
    client.subscribe(song.channel, (event) => event.type === 'update' && queue.changed());
  }
  ({ creator, plays } = jam);
  drawQueue();
  drawPlayer();
  drawRole();
};

/** The server's word that another song plays: known songs move at once, without a question to the server. */
const playing = ({ number, active, startedAt }) => {
  const last = present()?.number ?? 0;
  if (number <= last) return;
  if (number > last + 1 || !songs.has(active)) {
    attempt(load);
    return;
  }
  plays = [...plays, { number, song: active, startedAt }];
  drawQueue();
  drawPlayer();
  announce(`Now playing: ${songs.get(active).title}.`);
};

await load();
requestAnimationFrame(() => $('queue').classList.remove('still'));
client.subscribe(QUEUE, ({ value }) => playing(value));
client.subscribe('jam-items', () => attempt(load));
let connected = true;
client.on('status', (status) => {
  const now = status === 'live' || status === 'polling';
  if (now && !connected) attempt(load);
  connected = now;
});
onSession(drawRole);
$('next').addEventListener('click', () =>
  attempt(
    () =>
      $('next').getAttribute('aria-disabled') !== 'true' &&
      api('/api/jam/next', 'POST', { after: present()?.number ?? 0 }),
  ),
);
$('add').addEventListener('click', () => addItem('jam', 'Add a song', ['Title', 'Artist']));
$('content').removeAttribute('aria-busy');
