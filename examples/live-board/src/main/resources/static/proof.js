/**
 * Checks a proof with the browser's own cryptography (WebCrypto): the ballot is in the tree, the site has signed the tree.
 * docs/results.md has the formats; docs/verify/index.html checks the same without any site.
 */
const utf8 = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const subtle = globalThis.crypto?.subtle;

class Malformed extends Error {}
const need = (holds, what) => {
  if (!holds) throw new Malformed(what);
};

const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);
const hex = (bytes) => Array.from(bytes, (x) => x.toString(16).padStart(2, '0')).join('');
const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const base64 = (text, what) => {
  let binary = '';
  try {
    binary = atob(text);
  } catch {
    need(false, `${what} is not base64`);
  }
  need(btoa(binary) === text, `${what} is not in canonical base64`);
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
};
const decimal = (text, what) => {
  need(/^(0|[1-9][0-9]{0,14})$/.test(text), `${what} is not a number`);
  return Number(text);
};

// ---- the tree: RFC 9162, section 2.1
const sha256 = async (bytes) => new Uint8Array(await subtle.digest('SHA-256', bytes));
const half = (n) => Math.floor(n / 2); // Shifts in JavaScript have 32 bits.

/** Returns '' if the hashes lead from the leaf to the root, or what is wrong. */
const leadsTo = async (root, leaf, index, siblings, size) => {
  if (index >= size) return 'The index is outside of the tree.';
  let [node, last, hash] = [index, size - 1, await sha256(join([0], leaf))];
  for (const sibling of siblings) {
    if (last === 0) return 'The proof has more hashes than a tree of this size needs.';
    if (node % 2 === 1 || node === last) {
      hash = await sha256(join([1], sibling, hash));
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = await sha256(join([1], hash, sibling));
    }
    [node, last] = [half(node), half(last)];
  }
  if (last !== 0) return 'The proof has fewer hashes than a tree of this size needs.';
  return same(hash, root) ? '' : 'Ballot and hashes do not lead to the signed root.';
};

// ---- keys and checkpoints: C2SP signed-note
const parseKey = async (text) => {
  const [name, id, ...rest] = text.trim().split('+');
  need(rest.length > 0 && /^[0-9a-f]{8}$/.test(id), 'The public key is not name+id+base64');
  const typeAndKey = base64(rest.join('+'), 'The public key');
  need(typeAndKey.length === 33 && typeAndKey[0] === 1, 'The public key is not of Ed25519');
  const hash = await sha256(join(utf8.encode(`${name}\n`), typeAndKey));
  need(hex(hash.slice(0, 4)) === id, 'The public key does not fit its id');
  return { name, id: hash.slice(0, 4), raw: typeAndKey.slice(1) };
};

const linesOf = (text) => {
  need(text.length <= 131072, 'The proof is too long');
  need(!/[\x00-\x09\x0b-\x1f]/.test(text), 'The proof has control characters');
  need(text.endsWith('\n'), 'The last line has no end');
  return text.slice(0, -1).split('\n');
};

const parseNote = (lines) => {
  need(lines.length >= 5 && lines.length <= 20, 'The checkpoint has not 5 to 20 lines');
  const [origin, size, root, empty, ...signatures] = lines;
  need(origin !== '' && empty === '', 'The checkpoint is not three lines and a signature');
  const note = {
    origin,
    size: decimal(size, 'The tree size'),
    root: base64(root, 'The root'),
    text: utf8.encode(`${origin}\n${size}\n${root}\n`),
    signatures: signatures.map((line) => {
      const parts = line.split(' ');
      need(parts.length === 3 && parts[0] === '—' && /^[^+\s\u0085]+$/.test(parts[1]), 'A signature line is malformed');
      const bytes = base64(parts[2], 'A signature');
      need(bytes.length > 4, 'A signature is too short');
      return { name: parts[1], id: bytes.slice(0, 4), signature: bytes.slice(4) };
    }),
  };
  need(note.root.length === 32, 'The root is not 32 bytes');
  return note;
};

/** Returns '' if the key has signed the note, or what is wrong; null if this browser has no Ed25519. */
const signedBy = async (note, key) => {
  if (note.origin !== key.name) return 'The checkpoint is of another poll or site than the key.';
  const own = note.signatures.filter(({ name, id }) => name === key.name && same(id, key.id));
  if (own.length === 0) return 'No signature is of this key.';
  let imported;
  try {
    imported = await subtle.importKey('raw', key.raw, 'Ed25519', false, ['verify']);
  } catch {
    return null;
  }
  for (const { signature } of own) {
    if (!(await subtle.verify('Ed25519', imported, signature, note.text))) return 'The signature is wrong.';
  }
  return '';
};

const parseBallot = (leaf) => {
  const fields = [];
  const view = new DataView(leaf.buffer, leaf.byteOffset, leaf.length);
  for (let at = 0; at < leaf.length;) {
    need(at + 4 <= leaf.length, 'The ballot ends inside a length');
    const end = at + 4 + view.getUint32(at);
    need(end <= leaf.length, 'The ballot ends inside a field');
    fields.push(leaf.subarray(at + 4, end));
    at = end;
  }
  need(fields.length === 5 && fields[4].length === 32, 'This is no ballot');
  const [tag, poll, subject, choice] = fields.slice(0, 4).map((field) => strict.decode(field));
  need(tag === 'voteengine/1' && (choice === 'UP' || choice === 'DOWN'), 'This is no ballot');
  return { poll, subject, choice, nonce: hex(fields[4]) };
};

const parseProof = (text) => {
  const lines = linesOf(text);
  need(lines.shift() === 'c2sp.org/tlog-proof@v1', 'The first line is not c2sp.org/tlog-proof@v1');
  need(lines[0]?.startsWith('extra '), 'The proof has no ballot');
  const leaf = base64(lines.shift().slice(6), 'The ballot');
  need(lines[0]?.startsWith('index '), 'The line index is missing');
  const index = decimal(lines.shift().slice(6), 'The index');
  const siblings = [];
  while (lines.length && lines[0] !== '') siblings.push(base64(lines.shift(), 'A hash'));
  need(siblings.length <= 50 && siblings.every(({ length }) => length === 32), 'The hashes are malformed');
  lines.shift();
  return { leaf, index, siblings, note: parseNote(lines) };
};

/**
 * Checks a proof.
 *
 * @param text the proof file
 * @param keyText the site's public key, `name+id+base64`
 * @param published the checkpoint that the site shows to everybody
 * @return `verdict`: valid, invalid, or open if this browser cannot tell; `why`; and the ballot
 */
export const checkProof = async (text, keyText, published) => {
  if (!subtle)
    return { verdict: 'open', why: 'This page is not encrypted (https), so the browser lends it no cryptography.' };
  try {
    const key = await parseKey(keyText);
    const { leaf, index, siblings, note } = parseProof(text);
    const ballot = parseBallot(leaf);
    const more = { ballot, index, size: note.size, root: hex(note.root) };
    const wrong = (why) => ({ verdict: 'invalid', why, ...more });
    if (!same(parseNote(linesOf(published)).root, note.root))
      return wrong('The site shows another result to everybody than to you.');
    const signature = await signedBy(note, key);
    if (signature) return wrong(signature);
    const path = await leadsTo(note.root, leaf, index, siblings, note.size);
    if (path) return wrong(path);
    if (signature === null)
      return { verdict: 'open', why: 'The hashes fit. This browser cannot check Ed25519 signatures.', ...more };
    return { verdict: 'valid', why: '', ...more };
  } catch (error) {
    return { verdict: 'invalid', why: `${error.message}.` };
  }
};
