/** The three first places of a final result. */
import { api } from './session.js';
import { $, el, tile, votes, when } from './ui.js';

const NAMES = ['First', 'Second', 'Third'];

/** Fetches the result and shows it in the section `result`; the result's parts follow each other within seconds. */
export const showPodium = async (poll, items) => {
  const result = await api(`/api/results/${encodeURIComponent(poll)}`);
  const byKey = new Map(items.map((item) => [item.key, item]));
  const places = result.podium.places.slice(0, 3);
  $('podium').replaceChildren(
    ...places.map(({ place, standing }) => {
      const { key } = standing.subject;
      const { title } = byKey.get(key) ?? { title: key };
      return el(
        'li',
        {},
        tile(title, key),
        el('h3', { text: title }),
        el(
          'div',
          { class: 'block' },
          el('b', { text: place }),
          el('span', { class: 'unseen', text: `${NAMES[place - 1] ?? ''} place, ` }),
          el('span', { class: 'small number', text: votes(standing.up) }),
        ),
      );
    }),
  );
  $('sealed').textContent = `Final since ${when(result.sealedAt)}.`;
  $('files').replaceChildren(
    el('a', { href: `/api/results/${poll}/standings.csv`, download: `${poll}-standings.csv`, text: 'Standings' }),
    ' · ',
    el('a', {
      href: `/api/results/${poll}/ballots.csv`,
      download: `${poll}-ballots.csv`,
      text: 'Ballots without names',
    }),
  );
  $('amendments').replaceChildren(
    ...result.amendments.map(({ kind, votes: n, reason, by }) =>
      el('li', { text: `Later: ${kind.toLowerCase()}, ${votes(n)}, by ${by}: ${reason}` }),
    ),
  );
  return result;
};
