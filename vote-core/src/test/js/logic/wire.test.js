import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it, mock } from 'node:test';
import { channelOf, parseChannel } from '../../../main/resources/META-INF/resources/voteengine/vote-client.js';
import { pass } from '../support/clock.js';
import { useBrowser } from '../support/client.js';
import { FakeSocket } from '../support/network.js';

/** What the tests of the Java codec read too. */
const vectors = readFileSync(
  new URL('../../resources/io/voteengine/live/wire/frames.jsonl', import.meta.url), 'utf8',
).trim().split('\n').map((line) => JSON.parse(line));
const frame = (name) => vectors.find((vector) => vector.from === 'server' && vector.name === name).text;

describe('a client', () => {
  const stage = useBrowser();

  const hear = async (what, ...names) => {
    const client = stage.client();
    const events = [];
    client.subscribe(what, (event) => events.push(event));
    await pass(10);
    FakeSocket.last.open();
    await pass(0);
    FakeSocket.last.onmessage({ data: names.map(frame).join('\n') });
    return { client, events };
  };

  it('sends frames as documented', async () => {
    const client = stage.client({ token: () => 'abc.def' });
    client.seed('posts.43', { up: 1, choice: 'NONE', epoch: 1, version: 17 });
    client.subscribe('posts.42.votes');
    client.subscribe('posts.43.votes')();
    client.subscribe({ poll: 'jams' });
    client.subscribe('posts.deadline');
    client.subscribe({ leaderboard: ['posts', 'SCORE', 10] });
    client.subscribe('logos.42.notes');
    await pass(10);
    FakeSocket.last.open();
    await pass(0);
    const [auth, { subscribe }] = FakeSocket.last.sent;
    const documented = JSON.parse(vectors.find(({ name }) => name === 'subscribe').text).subscribe;
    assert.deepEqual(auth, JSON.parse(vectors.find(({ name }) => name === 'auth').text));
    assert.deepEqual(Object.keys(subscribe).sort(), Object.keys(documented).sort());
    for (const list of ['protocol', 'votes', 'polls', 'states', 'leaderboards']) {
      assert.deepEqual(subscribe[list], documented[list], list);
    }
  });

  it('names the version of counts that a page came with', async () => {
    const client = stage.client();
    client.seed('posts.42', { up: 1, choice: 'NONE', epoch: 1, version: 17 });
    client.seed('posts.43', { up: 1, epoch: 1, version: 17 });
    client.seed('posts.44', { up: 1, choice: 'UP' });
    ['posts.42', 'posts.43', 'posts.44'].forEach((channel) => client.subscribe(channel));
    await pass(10);
    FakeSocket.last.open();
    await pass(0);
    assert.deepEqual(FakeSocket.last.sent[0].subscribe.subjects, [['posts', '42', 1, 17], ['posts', '43'], ['posts', '44']]);
    assert.deepEqual([client.view('posts.44').up, client.view('posts.44').choice], [1, 'UP']);
  });

  it('reads counts', async () => {
    const { client, events } = await hear('posts.42', 'counts');
    assert.deepEqual(events.map(({ type }) => type), ['update']);
    assert.deepEqual(client.view('posts.42'), {
      poll: 'posts', subject: '42', up: 12, down: 3, score: 9, choice: 'NONE', pending: false, exact: true, epoch: 1, version: 18,
    });
    assert.equal(Object.isFrozen(client.view('posts.42')), true);
  });

  it('knows when counts are exact', async () => {
    const { client, events } = await hear('posts.42', 'counts that are not exact');
    assert.equal(client.view('posts.42').exact, false);
    FakeSocket.last.onmessage({ data: frame('counts') });
    assert.equal(client.view('posts.42').exact, true);
    FakeSocket.last.onmessage({ data: frame('counts') });
    assert.equal(events.length, 2);
  });

  it('reads numbers up to 2^53 as they are', async () => {
    const { client } = await hear('posts.42', 'largest counts');
    assert.deepEqual([client.view('posts.42').up, client.view('posts.42').version], [999999999, 9007199254740991]);
  });

  it('reads ids beyond ASCII', async () => {
    const key = 'ü😀"\\%';
    const { client } = await hear(channelOf('p.o/st s', key), 'ids beyond ascii in counts');
    assert.deepEqual([client.view(channelOf('p.o/st s', key)).up, client.view(channelOf('p.o/st s', key)).subject], [1, key]);
  });

  it('reads the own choice', async () => {
    const { client } = await hear('posts.42', 'own choice', 'counts');
    assert.deepEqual([client.view('posts.42').choice, client.view('posts.42').up], ['UP', 12]);
  });

  it('reads events of votes', async () => {
    const { events } = await hear('posts.42.votes', 'counts', 'cast', 'removed', 'reconciled');
    assert.deepEqual(events.filter(({ type }) => type !== 'update'), [
      { type: 'cast', count: 3 },
      { type: 'removed', count: 1 },
      { type: 'reconciled', poll: 'posts', subject: '42', cause: 'DRIFT' },
    ]);
  });

  it('reads the state of a poll', async () => {
    const { client, events } = await hear('posts.deadline', 'poll', 'deadline');
    assert.deepEqual(events.map(({ type, value }) => [type, value.stage]), [['poll', 'OPEN'], ['deadline', 'CLOSED']]);
    assert.equal(client.view('posts.deadline').closesAt, 1767229200000);
  });

  it('reads a leaderboard', async () => {
    const { client } = await hear({ leaderboard: ['posts', 'SCORE', 2] }, 'leaderboard');
    const board = client.view({ leaderboard: ['posts', 'SCORE', 2] });
    assert.deepEqual(board.map(({ subject, score, value }) => [subject, score, value]), [['42', 9, 9], ['43', 5, 5]]);
  });

  it('reads payloads', async () => {
    const { client, events } = await hear('logos.42', 'data', 'data that is not json');
    assert.deepEqual(events.map(({ type, value }) => [type, value]), [
      ['data', { title: 'New', n: [1, 2.5] }],
      ['data', 'not json'],
    ]);
    assert.equal(client.view('logos.42'), undefined);
  });

  it('tells errors apart by channel', async () => {
    const client = stage.client();
    const errors = [];
    client.on('error', ({ code, channel }) => errors.push([code, channel]));
    client.subscribe('logos.42');
    await pass(10);
    FakeSocket.last.open();
    FakeSocket.last.onmessage({ data: frame('error') });
    FakeSocket.last.onmessage({ data: frame('final error') });
    assert.deepEqual(errors, [['FORBIDDEN', 'logos.42'], ['UNAUTHENTICATED', undefined]]);
  });

  it('corrects a wrong clock', async () => {
    const { client } = await hear('posts.42', 'snapshot');
    assert.equal(client.now(), 1767225600000);
  });

  it('ignores what it does not know', async () => {
    const { client, events } = await hear('posts.42', 'counts');
    const errors = [];
    client.on('error', (error) => errors.push(error.code));
    FakeSocket.last.onmessage({
      data: [
        '{"later":{"a":1}}', '{"constructor":["x"]}', '{"__proto__":["x"]}', '', '[]', 'null', '7',
        '{"beat":{"more":1}}', '{"u":["posts","42",13,3,1,19,1,"more"]}', '{"later":1,"u":["posts","42",14,3,1,20]}',
      ].join('\n'),
    });
    assert.deepEqual([errors, client.view('posts.42').up, events.length], [[], 14, 2]);
  });

  it('survives frames that are broken', async () => {
    const { client } = await hear('posts.42', 'counts');
    const errors = [];
    client.on('error', (error) => errors.push(error.code));
    FakeSocket.last.onmessage({ data: '{"u":\n{"u":7}\n{"own":null}\n{"u":["posts","42",13,3,1,19]}' });
    assert.deepEqual([errors, client.view('posts.42').up], [['FRAME', 'FRAME', 'FRAME'], 13]);
  });

  it('goes on when a listener fails', async () => {
    const client = stage.client();
    const seen = [];
    const failures = mock.method(console, 'error', () => {}).mock;
    client.subscribe('posts.42', () => {
      throw new Error('listener');
    });
    client.subscribe('posts.42', ({ type }) => seen.push(type));
    await pass(10);
    FakeSocket.last.open();
    FakeSocket.last.onmessage({ data: frame('counts') });
    assert.deepEqual([failures.callCount(), seen], [1, ['update']]);
  });

  it('forgets whose choices it showed', async () => {
    const { client } = await hear('posts.42', 'own choice', 'counts');
    client.voterChanged();
    assert.deepEqual([client.view('posts.42').choice, client.view('posts.42').up], ['NONE', 12]);
    FakeSocket.last.open();
    await pass(0);
    assert.deepEqual(FakeSocket.last.sent[0].subscribe.subjects, [['posts', '42']]);
  });
});

describe('a channel', () => {
  const subjects = [
    ['posts', '42', 'posts.42'], ['a.b', 'c.d', 'a%2Eb.c%2Ed'], ['50%', '100%', '50%25.100%25'], ['a%2Eb', 'c', 'a%252Eb.c'],
    ['posts', 'deadline', 'posts.%64eadline'], ['posts', 'votes', 'posts.votes'], ['deadline', '1', 'deadline.1'], ['pöll', '🙂', 'pöll.🙂'],
  ];

  it('stands for one subject', () => {
    for (const [poll, subject, channel] of subjects) {
      assert.equal(channelOf(poll, subject), channel);
      assert.deepEqual(parseChannel(channel), { kind: 'subject', poll, subject });
      assert.deepEqual(parseChannel(`${channel}.votes`), { kind: 'votes', poll, subject });
    }
  });

  it('of another form is the host\'s', () => {
    for (const channel of ['posts', 'posts.', '.42', '', '.', 'posts.42.notes', 'a..b', 'a.b.c.votes']) {
      assert.deepEqual(parseChannel(channel), { kind: 'data' }, channel);
    }
    assert.equal(parseChannel('a%2Eb.deadline').kind, 'deadline');
    assert.equal(parseChannel('a%2Eb.deadline').poll, 'a.b');
  });
});
