import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pass } from '../support/clock.js';
import { useBrowser } from '../support/client.js';
import { FakeSocket } from '../support/network.js';

const COUNTS = { u: ['posts', '42', 10, 2, 1, 5] };
const lines = (...frames) => frames.map((frame) => JSON.stringify(frame)).join('\n');
const snapshot = () => ({ snapshot: { protocol: 1, now: Date.now(), beat: 15_000 } });

/** Lets every WebSocket fail at once from now on. */
const refuseSockets = async () => {
  FakeSocket.last.break();
  await pass(0);
};

describe('a connection', () => {
  const stage = useBrowser();

  it('is one for all that a page shows', async () => {
    const client = stage.client();
    client.subscribe('posts.42');
    client.subscribe('posts.42');
    client.subscribe('posts.43.votes');
    client.subscribe('posts.deadline');
    client.subscribe('site-news');
    client.subscribe({ poll: 'jams' });
    client.subscribe({ leaderboard: ['posts', 'SCORE', 10] });
    await pass(10);
    FakeSocket.last.open();
    await pass(0);
    assert.equal(FakeSocket.all.length, 1);
    assert.equal(FakeSocket.last.url, 'wss://host.example/sync');
    assert.deepEqual(FakeSocket.last.sent, [{
      subscribe: {
        protocol: 1,
        subjects: [['posts', '42'], ['posts', '43']],
        channels: ['posts.42', 'site-news'],
        votes: [['posts', '43']],
        states: ['posts'],
        polls: ['jams'],
        leaderboards: [['posts', 'SCORE', 10]],
      },
    }]);
    assert.equal(client.status, 'live');
  });

  it('begins with the token', async () => {
    const client = stage.client({ token: async () => 'secret' });
    client.subscribe('posts.42');
    await pass(10);
    FakeSocket.last.open();
    await pass(0);
    assert.deepEqual(FakeSocket.last.sent.map((frame) => Object.keys(frame)[0]), ['auth', 'subscribe']);
    FakeSocket.last.say({ expired: { grace: 1_000 } });
    await pass(0);
    assert.deepEqual(FakeSocket.last.sent[2], { auth: { token: 'secret' } });
  });

  it('tells what comes and goes', async () => {
    const { client, socket } = await stage.live();
    const undo = client.subscribe('posts.43');
    await pass(10);
    assert.deepEqual(socket.sent.at(-1), { track: { subjects: [['posts', '43']], channels: ['posts.43'] } });
    undo();
    await pass(10);
    assert.deepEqual(socket.sent.at(-1), { untrack: { subjects: [['posts', '43']], channels: ['posts.43'] } });
    assert.equal(client.view('posts.43'), undefined);
  });

  it('says nothing of what comes and goes at once', async () => {
    const { client, socket } = await stage.live();
    const before = socket.sent.length;
    client.subscribe('posts.42')();
    await pass(10);
    assert.equal(socket.sent.length, before);
  });

  it('ends with the last subscription', async () => {
    const client = stage.client();
    const undo = client.subscribe('posts.42');
    await pass(10);
    FakeSocket.last.open();
    undo();
    await pass(10);
    assert.deepEqual([FakeSocket.last.closed, client.status], [true, 'idle']);
    client.subscribe('posts.42');
    await pass(10);
    assert.equal(FakeSocket.all.length, 2);
  });

  it('that broke comes back with the versions it has', async () => {
    const { client, socket } = await stage.live();
    await pass(20_000);
    socket.break();
    assert.equal(client.status, 'waiting');
    await pass(240);
    assert.equal(FakeSocket.all.length, 1);
    await pass(20);
    assert.equal(FakeSocket.all.length, 2);
    FakeSocket.last.open();
    await pass(0);
    assert.deepEqual(FakeSocket.last.sent[0].subscribe.subjects, [['posts', '42', 1, 5]]);
  });

  it('pauses longer with each failure, by chance', async () => {
    const client = stage.client({ transports: ['ws'] });
    client.subscribe('posts.42');
    await pass(10);
    const pauses = [];
    for (let i = 0; i < 9; i++) {
      const before = Date.now();
      const count = FakeSocket.all.length;
      FakeSocket.last.break();
      while (FakeSocket.all.length === count) await pass(10);
      pauses.push(Date.now() - before);
    }
    assert.deepEqual(pauses, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000]);
  });

  it('that is silent is dead', async () => {
    const { client, socket } = await stage.live();
    await pass(37_000);
    assert.equal(client.status, 'live');
    socket.say({ beat: {} });
    await pass(37_000);
    assert.equal(client.status, 'live');
    await pass(510);
    assert.deepEqual([client.status, socket.closed], ['waiting', true]);
  });

  it('leaves when it is told to, at a random moment', async () => {
    const { socket } = await stage.live();
    socket.say({ goaway: { spread: 4_000 } });
    await pass(1_000);
    socket.break();
    await pass(1_900);
    assert.equal(FakeSocket.all.length, 1);
    await pass(200);
    assert.equal(FakeSocket.all.length, 2);
  });

  it('stays away after a final error until it is asked', async () => {
    const { client, socket } = await stage.live();
    const errors = [];
    client.on('error', (error) => errors.push(error.code));
    socket.say({ error: { code: 'UNAUTHENTICATED', message: 'no', final: true } });
    await pass(100_000);
    assert.deepEqual([client.status, errors, FakeSocket.all.length], ['refused', ['UNAUTHENTICATED'], 1]);
    client.connect();
    assert.equal(FakeSocket.all.length, 2);
  });

  it('pauses in a hidden tab, and comes back at once', async () => {
    const { client, socket } = await stage.live();
    stage.browser.hide(true);
    await pass(4_900);
    assert.equal(client.status, 'live');
    await pass(200);
    assert.deepEqual([client.status, socket.closed], ['paused', true]);
    await pass(100_000);
    assert.equal(FakeSocket.all.length, 1);
    stage.browser.hide(false);
    assert.equal(FakeSocket.all.length, 2);
  });

  it('survives a short look at another tab', async () => {
    const { client } = await stage.live();
    stage.browser.hide(true);
    await pass(3_000);
    stage.browser.hide(false);
    await pass(10_000);
    assert.deepEqual([client.status, FakeSocket.all.length], ['live', 1]);
  });

  it('says that it is offline, and comes back', async () => {
    const { client } = await stage.live();
    const log = [];
    client.on('status', (status) => log.push(status));
    navigator.onLine = false;
    stage.browser.fire('offline');
    await pass(60_000);
    navigator.onLine = true;
    stage.browser.fire('online');
    FakeSocket.last.open();
    await pass(0);
    assert.deepEqual(log, ['offline', 'connecting', 'live']);
  });

  it('asks for what changed when the window has the focus', async () => {
    const { client, socket } = await stage.live();
    const before = socket.sent.length;
    stage.browser.fire('focus');
    stage.browser.fire('focus');
    await pass(10);
    assert.equal(socket.sent.length, before + 1);
    assert.deepEqual(socket.sent.at(-1).subscribe.subjects, [['posts', '42', 1, 5]]);
    client.close();
    stage.browser.fire('focus');
    await pass(10_000);
    assert.equal(FakeSocket.all.length, 1);
  });
});

describe('without WebSocket', () => {
  const stage = useBrowser();

  /** A server of events: returns what was asked, and how to say something. */
  const events = () => {
    const asked = [];
    stage.browser.fetch((url, { body, signal, headers }) => {
      const { readable, writable } = new TransformStream();
      const writer = writable.getWriter();
      signal.addEventListener('abort', () => writer.abort().catch(() => {}));
      const say = (text) => writer.write(new TextEncoder().encode(text));
      const request = { body: JSON.parse(body), accept: headers.accept, say, end: () => writer.close(), signal };
      asked.push(request);
      if (headers.accept !== 'text/event-stream') return Promise.resolve(new Response('', { status: 406 }));
      return Promise.resolve(new Response(readable, { headers: { 'content-type': 'text/event-stream' } }));
    });
    return asked;
  };
  const data = (...frames) => `${lines(...frames).replace(/^/gm, 'data: ')}\n\n`;

  it('server-sent events bring the same', async () => {
    const asked = events();
    const client = stage.client();
    client.subscribe('posts.42');
    await pass(10);
    await refuseSockets();
    asked[0].say(data(snapshot(), COUNTS));
    await pass(10);
    assert.deepEqual([client.status, client.view('posts.42').up], ['live', 10]);
    const next = data({ u: ['posts', '42', 11, 2, 1, 6] });
    asked[0].say(`: beat\r\n\r\nevent: x\r\n${next.slice(0, 9)}`);
    await pass(10);
    asked[0].say(next.slice(9).replaceAll('\n', '\r\n'));
    await pass(10);
    assert.equal(client.view('posts.42').up, 11);
  });

  it('a change of topics asks again, with versions', async () => {
    const asked = events();
    const client = stage.client();
    client.subscribe('posts.42');
    await pass(10);
    await refuseSockets();
    asked[0].say(data(snapshot(), COUNTS));
    await pass(10);
    client.subscribe('posts.43');
    await pass(10);
    assert.equal(asked.length, 2);
    assert.equal(asked[0].signal.aborted, true);
    assert.deepEqual(asked[1].body.subscribe.subjects, [['posts', '42', 1, 5], ['posts', '43']]);
  });

  it('a topic that comes before the answer is not lost', async () => {
    let answer;
    const asked = [];
    stage.browser.fetch((url, { body }) => {
      asked.push(JSON.parse(body));
      return new Promise((resolve) => (answer ??= resolve));
    });
    const client = stage.client();
    client.subscribe('posts.42');
    await pass(10);
    await refuseSockets();
    client.subscribe('posts.43');
    await pass(10);
    answer(new Response(new TransformStream().readable));
    await pass(10);
    assert.deepEqual(asked.at(-1).subscribe.subjects, [['posts', '42'], ['posts', '43']]);
  });

  it('polls where nothing else gets through', async () => {
    const polls = [];
    stage.browser.fetch((url, { headers, body }) => {
      if (headers.accept === 'text/event-stream') return Promise.reject(new TypeError('network'));
      polls.push({ at: Date.now(), body: JSON.parse(body) });
      return Promise.resolve(new Response(lines(snapshot(), COUNTS)));
    });
    const client = stage.client();
    client.subscribe('posts.42');
    await pass(10);
    await refuseSockets();
    await pass(10);
    assert.deepEqual([client.status, client.view('posts.42').up], ['polling', 10]);
    await pass(14_500);
    const active = polls.length;
    assert.ok(active >= 14 && active <= 15, `${active} polls in 15 s with an active reader`);
    assert.deepEqual(polls[1].body.subscribe.subjects, [['posts', '42', 1, 5]]);
    await pass(20_000);
    const idle = polls.length - active;
    assert.ok(idle >= 4 && idle <= 5, `${idle} polls in 20 s without`);
    await pass(1_000);
    const before = polls.length;
    stage.browser.fire('keydown');
    await pass(10);
    assert.equal(polls.length, before + 1);
  });

  it('tries better ways again after five minutes', async () => {
    stage.browser.fetch((url, { headers }) =>
      headers.accept === 'text/event-stream'
        ? Promise.reject(new TypeError('network'))
        : Promise.resolve(new Response(lines(snapshot(), COUNTS))));
    const client = stage.client();
    client.subscribe('posts.42');
    await pass(10);
    await refuseSockets();
    await pass(299_000);
    assert.equal(FakeSocket.all.length, 1);
    while (FakeSocket.all.length === 1) await pass(100);
    FakeSocket.last.open();
    await pass(0);
    assert.equal(client.status, 'live');
  });

  it('a silent socket is given up for the next way', async () => {
    const asked = events();
    stage.client().subscribe('posts.42');
    await pass(10);
    FakeSocket.last.open(0);
    await pass(4_900);
    assert.equal(asked.length, 0);
    await pass(200);
    assert.equal(asked.length, 1);
  });

  it('a page that is no answer is not taken for one', async () => {
    stage.browser.fetch(() => Promise.resolve(new Response('<html>login</html>')));
    const client = stage.client();
    client.subscribe('posts.42');
    await pass(10);
    await refuseSockets();
    await pass(60_000);
    assert.equal(client.view('posts.42'), undefined);
    assert.ok(['waiting', 'connecting'].includes(client.status), client.status);
  });

  it('a way that worked is tried three times', async () => {
    const asked = events();
    const { socket } = await stage.live();
    socket.break();
    for (let i = 2; i <= 4; i++) {
      while (FakeSocket.all.length < i) await pass(10);
      assert.equal(asked.length, 0);
      FakeSocket.last.break();
      await pass(0);
    }
    assert.equal(asked.length, 1);
  });

  it('a login that is missing ends the attempts', async () => {
    stage.browser.fetch(() => Promise.resolve(new Response('', { status: 401 })));
    const client = stage.client();
    client.subscribe('posts.42');
    await pass(10);
    await refuseSockets();
    await pass(60_000);
    assert.deepEqual([client.status, FakeSocket.all.length], ['refused', 1]);
  });
});
