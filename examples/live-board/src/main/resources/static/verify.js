/** "Verify my vote": downloads the reader's proof, and checks it in this page. */
import { api, request } from './session.js';
import { checkProof } from './proof.js';
import { announce, el } from './ui.js';

const CLASSES = { valid: 'good', invalid: 'bad', open: 'warn' };

const note = (kind, headline, ...lines) =>
  el(
    'div',
    { class: `note small ${kind}` },
    el('strong', { text: headline }),
    ...lines.map((text) => el('p', { text })),
  );

const save = (text, name) => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
};

/** Returns what to show below a vote. */
export const verifyVote = async (poll, { key, title }) => {
  const response = await request(`/api/votes/proof?${new URLSearchParams({ poll, subject: key })}`);
  if (!response.ok)
    return note(
      'warn',
      'There is no proof of a vote of yours here.',
      'Only votes that counted when the poll closed have one.',
    );
  const proof = await response.text();
  save(proof, `${poll}-${key}.tlog-proof`);
  const { verifierKey, checkpoint } = await api(`/api/results/${encodeURIComponent(poll)}`);
  const { verdict, why, ballot, index, size, root } = await checkProof(proof, verifierKey, checkpoint);
  const fits = ballot?.poll === poll && ballot?.subject === key;
  const headline =
    verdict === 'valid' && fits
      ? 'Your vote is in the final result.'
      : verdict === 'open'
        ? 'Not decided.'
        : 'This proof is not valid.';
  announce(headline);
  if (verdict !== 'valid' || !fits) {
    return note(
      fits || verdict === 'open' ? CLASSES[verdict] : 'bad',
      headline,
      why || 'It is about another vote.',
      'The proof was saved as a file.',
    );
  }
  const shown = note(
    'good',
    headline,
    `One vote ${ballot.choice === 'UP' ? 'for' : 'against'} ${title}: ballot ${index} of ${size - 1}, signed by this site. The proof was saved as a file.`,
  );
  shown.append(
    el(
      'details',
      {},
      el('summary', { text: 'What was checked' }),
      el('p', {
        text: 'The ballot and the hashes of the proof lead to the root that the site has signed, and everybody is shown the same root. Compare key and root with a copy from elsewhere: a page can only check what its own site tells it.',
      }),
      el('p', { class: 'mono', text: `Root ${root}` }),
      el('p', { class: 'mono', text: `Key ${verifierKey}` }),
      el('p', { class: 'mono', text: `Nonce ${ballot.nonce}` }),
    ),
  );
  return shown;
};
