/** The logo contest: choose one until the deadline. Counts that the poll hides come without numbers. */
import { api, attempt, client, onSession, session, signIn, start } from './session.js';
import { $, count, el, toast, votes, what } from './ui.js';
import { follow, isOver } from './countdown.js';

const PICTURES = new Set(['anchor', 'fox', 'knot', 'lighthouse', 'sunrise']);

await start();
const poll = await api('/api/polls/logos');
let stage = poll.stage;
/** The logo of a click that has no answer yet. */
let moving;
const cards = new Map();

const picture = ({ key, title }) =>
  el(
    'div',
    { class: 'picture' },
    PICTURES.has(key)
      ? el('img', { src: `/logos/${key}.svg`, alt: `Logo: ${title}`, width: 104, height: 104 })
      : title[0],
  );

const choose = async (logo) => {
  if (!session.name) return signIn();
  if (isOver(stage)) return toast('Voting has ended.');
  moving = logo.key;
  const answer = client.toggle(logo.channel, 'UP');
  draw();
  const { status, message } = await answer;
  moving = undefined;
  if (status === 'refused') toast(message);
  else if (status === 'unknown') toast('No answer came. Please look whether your vote counts.');
  client.refresh(); // The logo that has lost the vote.
  draw();
  return undefined;
};

const card = (logo) => {
  const button = el('button', { class: 'button', type: 'button', onclick: () => choose(logo) });
  const number = el('span', { class: 'count' });
  const node = el('li', { class: 'logo' }, picture(logo), what(logo, 'h2'), el('footer', {}, number, button));
  return { logo, node, button, number };
};

const isChosen = ({ channel }) => client.view(channel)?.choice === 'UP';
/** Each voter has one vote: while a moved one still shows at its old logo too, the newest place counts. */
let newest;
const own = () => {
  if (moving !== undefined) return isChosen(cards.get(moving).logo) ? moving : undefined;
  const chosen = [...cards.values()].filter(({ logo }) => isChosen(logo)).map(({ logo }) => logo.key);
  return chosen.includes(newest) ? newest : chosen[0];
};
const watch = (logo) => {
  let before = isChosen(logo);
  client.subscribe(logo.channel, ({ type }) => {
    if (type !== 'update') return;
    if (isChosen(logo) && !before) newest = logo.key;
    before = isChosen(logo);
    draw();
  });
};

function draw() {
  const over = isOver(stage);
  const key = own();
  const counts = [...cards.values()].map(({ logo }) => client.view(logo.channel)?.up ?? null);
  const best = Math.max(...counts.map((n) => n ?? -1));
  let mine;
  [...cards.values()].forEach(({ logo, node, button, number }, i) => {
    const chosen = logo.key === key;
    if (chosen) mine = logo;
    const secret = counts[i] == null;
    node.classList.toggle('chosen', chosen);
    button.textContent = chosen ? 'Your choice' : 'Choose';
    button.className = `button ${chosen ? 'main' : ''}`;
    button.setAttribute('aria-pressed', chosen);
    button.setAttribute('aria-label', `${chosen ? 'Your choice' : 'Choose'}: ${logo.title}`);
    button.setAttribute('aria-disabled', over);
    number.textContent = secret ? (over ? 'Being counted' : 'Hidden') : votes(counts[i]);
    number.classList.toggle('secret', secret);
    if (over && !secret && counts[i] === best) number.textContent = `Winner: ${count(counts[i])}`;
  });
  $('news').textContent = over
    ? 'Voting has ended. These are the votes of everybody.'
    : mine
      ? `Your vote is for ${mine.title}. You can move it until the end.`
      : 'You have not chosen yet; you can until the end.';
  if (!over && counts.includes(null)) $('news').textContent += ' The counts are hidden until then.';
}

const load = async () => {
  const { subjects } = await api('/api/polls/logos/subjects?size=100');
  subjects.filter(({ up }) => up != null).forEach((logo) => client.seed(logo.channel, logo));
  const fresh = subjects.filter(({ key }) => !cards.has(key)).sort((a, b) => (a.key < b.key ? -1 : 1)); // No order that tells who leads.
  for (const logo of fresh) {
    cards.set(logo.key, card(logo));
    watch(logo);
    $('logos').append(cards.get(logo.key).node);
  }
  draw();
};

await load();
follow(poll, $('left'), $('left-label'), (next, first) => {
  stage = next;
  if (isOver(next) && !first) attempt(load); // Counts that were hidden come now.
  draw();
});
client.subscribe('logos-items', () => attempt(load));
onSession(draw);
$('content').removeAttribute('aria-busy');
