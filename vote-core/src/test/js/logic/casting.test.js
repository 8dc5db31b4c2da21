import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pass } from '../support/clock.js';
import { useBrowser } from '../support/client.js';

/** A host that answers when the test says so. */
const host = () => {
  const calls = [];
  const cast = (call) => new Promise((resolve, reject) => calls.push({ ...call, resolve, reject }));
  return { calls, cast };
};
const accepted = (up, down, choice, version) => ({ status: 'accepted', up, down, choice, at: [1, version] });

describe('a vote', () => {
  const stage = useBrowser();

  it('shows at once, is sent after the pause, and stays', async () => {
    const { calls, cast } = host();
    const { client, view, seen } = await stage.live({ cast });
    const outcome = client.vote('posts.42', 'UP');
    assert.deepEqual([view().up, view().choice, view().pending], [11, 'UP', true]);
    await pass(190);
    assert.equal(calls.length, 0);
    await pass(10);
    assert.equal(calls.length, 1);
    calls[0].resolve(accepted(11, 2, 'UP', 6));
    const { status, id } = await outcome;
    assert.deepEqual([status, id], ['accepted', calls[0].id]);
    assert.deepEqual([view().up, view().choice, view().pending], [11, 'UP', false]);
    assert.deepEqual(seen.map(({ up }) => up), [10, 11, 11]);
  });

  it('sends only the last of quick clicks', async () => {
    const { calls, cast } = host();
    const { client } = await stage.live({ cast });
    for (const choice of ['UP', 'DOWN', 'UP', 'DOWN']) {
      client.vote('posts.42', choice);
      await pass(100);
    }
    await pass(1_000);
    assert.deepEqual(calls.map(({ choice }) => choice), ['DOWN']);
  });

  it('sends nothing when the last click takes the first back', async () => {
    const { calls, cast } = host();
    const { client, view } = await stage.live({ cast });
    client.toggle('posts.42', 'UP');
    const outcome = client.toggle('posts.42', 'UP');
    await pass(1_000);
    assert.equal((await outcome).status, 'unchanged');
    assert.deepEqual([calls.length, view().up, view().pending], [0, 10, false]);
  });

  it('leaves half a second between two requests', async () => {
    const { calls, cast } = host();
    const { client } = await stage.live({ cast });
    client.vote('posts.42', 'UP');
    await pass(200);
    calls[0].resolve(accepted(11, 2, 'UP', 6));
    await pass(10);
    client.vote('posts.42', 'DOWN');
    await pass(480);
    assert.equal(calls.length, 1);
    await pass(10);
    assert.equal(calls.length, 2);
  });

  it('clicked during a request is sent after its answer', async () => {
    const { calls, cast } = host();
    const { client, view } = await stage.live({ cast });
    client.vote('posts.42', 'UP');
    await pass(200);
    const second = client.vote('posts.42', 'DOWN');
    await pass(2_000);
    assert.equal(calls.length, 1);
    calls[0].resolve(accepted(11, 2, 'UP', 6));
    await pass(0);
    assert.deepEqual([view().up, view().down, view().choice], [10, 3, 'DOWN']);
    await pass(200);
    calls[1].resolve(accepted(10, 3, 'DOWN', 7));
    assert.equal((await second).status, 'accepted');
    assert.notEqual(calls[0].id, calls[1].id);
  });

  it('refused is taken back, with the reason', async () => {
    const { calls, cast } = host();
    const { client, view } = await stage.live({ cast });
    const refusals = [];
    client.on('refused', (refusal) => refusals.push(refusal));
    client.vote('posts.42', 'UP');
    await pass(200);
    const queued = client.vote('posts.42', 'DOWN');
    calls[0].resolve({ status: 'refused', reason: 'RATE_LIMITED', message: 'too many', retryAfter: 2_000 });
    assert.equal((await queued).status, 'refused');
    assert.deepEqual([view().up, view().down, view().choice, view().pending], [10, 2, 'NONE', false]);
    assert.equal(refusals.length, 1);
    const { poll, subject, reason, message, id } = refusals[0];
    assert.deepEqual([poll, subject, reason, message, id], ['posts', '42', 'RATE_LIMITED', 'too many', calls[0].id]);
    await pass(5_000);
    assert.equal(calls.length, 1);
  });

  it('refused shows the counts and choice of the refusal', async () => {
    const { calls, cast } = host();
    const { client, view } = await stage.live({ cast });
    client.vote('posts.42', 'UP');
    await pass(200);
    calls[0].resolve({ status: 'refused', reason: 'POLL_CLOSED', up: 14, down: 3, choice: 'DOWN', at: [1, 9] });
    await pass(0);
    assert.deepEqual([view().up, view().down, view().choice], [14, 3, 'DOWN']);
  });

  it('holds updates back until its answer', async () => {
    const { calls, cast } = host();
    const { client, view, socket } = await stage.live({ cast });
    client.vote('posts.42', 'UP');
    await pass(200);
    socket.say({ u: ['posts', '42', 11, 2, 1, 6] }, { u: ['posts', '42', 12, 2, 1, 7] });
    assert.equal(view().up, 11);
    calls[0].resolve(accepted(11, 2, 'UP', 6));
    await pass(0);
    assert.equal(view().up, 12);
    socket.say({ u: ['posts', '42', 10, 2, 1, 5] });
    assert.equal(view().up, 12);
  });

  it('without an answer is sent again under its id', async () => {
    const { calls, cast } = host();
    const { client, view } = await stage.live({ cast });
    const outcome = client.vote('posts.42', 'UP');
    await pass(200);
    calls[0].reject(new Error('network'));
    await pass(1_000);
    calls[1].resolve({ status: 'unknown', retryAfter: 700 });
    await pass(690);
    assert.equal(calls.length, 2);
    await pass(10);
    assert.equal(calls.length, 3);
    assert.equal(view().up, 11);
    calls[2].resolve(accepted(11, 2, 'UP', 6));
    assert.equal((await outcome).status, 'accepted');
    assert.equal(new Set(calls.map(({ id }) => id)).size, 1);
  });

  it('without any answer is taken back, and the server asked', async () => {
    const { client, view, socket } = await stage.live({ cast: () => Promise.reject(new Error('network')) });
    const outcome = client.vote('posts.42', 'UP');
    await pass(5_000);
    assert.equal((await outcome).status, 'unknown');
    assert.deepEqual([view().up, view().choice], [10, 'NONE']);
    // Without a version: the own choice is wanted, though the counts may be known.
    assert.deepEqual(socket.sent.at(-1).subscribe.subjects, [['posts', '42']]);
    socket.say({ own: ['posts', '42', 'UP', 1, 6] }, { u: ['posts', '42', 11, 2, 1, 6] });
    assert.deepEqual([view().up, view().choice], [11, 'UP']);
  });

  it('in a poll that hides its counts shows the choice and no numbers', async () => {
    const { calls, cast } = host();
    const { client, socket, view } = await stage.live({ cast }, ['posts', '42']);
    assert.deepEqual([view().up, view().down, view().score, view().choice], [null, null, null, 'NONE']);
    client.vote('posts.42', 'UP');
    await pass(200);
    calls[0].resolve({ status: 'accepted', choice: 'UP' });
    await pass(0);
    assert.deepEqual([view().up, view().choice, view().pending], [null, 'UP', false]);
    // Another tab of the same voter.
    socket.say({ own: ['posts', '42', 'DOWN'] });
    assert.equal(view().choice, 'DOWN');
    socket.say({ u: ['posts', '42', 7, 4, 2, 30] });
    assert.deepEqual([view().up, view().down, view().choice], [7, 4, 'DOWN']);
  });

  it('that is taken back where only voters see the counts hides them again', async () => {
    const { calls, cast } = host();
    const { client, socket, view } = await stage.live({ cast });
    socket.say({ own: ['posts', '42', 'UP', 1, 5] });
    assert.deepEqual([view().up, view().choice], [10, 'UP']);
    client.vote('posts.42', 'NONE');
    await pass(200);
    socket.say({ u: ['posts', '42'] });
    socket.say({ own: ['posts', '42', 'NONE'] });
    calls[0].resolve({ status: 'accepted', choice: 'NONE' });
    await pass(0);
    assert.deepEqual([view().up, view().choice, view().pending], [null, 'NONE', false]);
    client.vote('posts.42', 'UP');
    await pass(500);
    calls[1].resolve(accepted(11, 2, 'UP', 9));
    await pass(0);
    assert.deepEqual([view().up, view().choice], [11, 'UP']);
  });

  it('withdrawn by the server is shown as refused', async () => {
    const { client, socket, view } = await stage.live({});
    const refusals = [];
    client.on('refused', (refusal) => refusals.push(refusal));
    socket.say({ own: ['posts', '42', 'UP', 1, 6] }, { u: ['posts', '42', 11, 2, 1, 6] });
    socket.say(
      { withdrawn: { subject: ['posts', '42'], request: 'r', choice: 'UP', reason: 'LOST' } },
      { own: ['posts', '42', 'NONE', 1, 7] },
      { u: ['posts', '42', 10, 2, 1, 7] },
    );
    assert.deepEqual([view().up, view().choice], [10, 'NONE']);
    assert.deepEqual(refusals.map(({ status, reason, id }) => [status, reason, id]), [['withdrawn', 'LOST', 'r']]);
  });

  it('that waits is sent when the page goes', async () => {
    const { calls, cast } = host();
    const { client } = await stage.live({ cast });
    client.vote('posts.42', 'UP');
    stage.browser.fire('pagehide');
    assert.deepEqual([calls.length, client.status], [1, 'paused']);
    stage.browser.fire('pageshow');
    assert.equal(client.status, 'connecting');
  });

  it('names its requests until they are settled', async () => {
    const { calls, cast } = host();
    const { client } = await stage.live({ cast });
    const log = [];
    client.on('pending', ({ id, choice }) => log.push(['pending', id, choice]));
    client.on('settled', ({ id, status }) => log.push(['settled', id, status]));
    client.vote('posts.42', 'UP');
    client.vote('posts.42', 'DOWN');
    await pass(200);
    const { id } = calls[0];
    calls[0].resolve(accepted(10, 3, 'DOWN', 6));
    await pass(0);
    assert.deepEqual(log, [['pending', id, 'UP'], ['pending', id, 'DOWN'], ['settled', id, 'accepted']]);
  });

  it('needs the channel of a subject', async () => {
    const client = stage.client();
    assert.throws(() => client.vote('site-news', 'UP'), TypeError);
    assert.throws(() => client.vote('posts.deadline', 'UP'), TypeError);
  });
});

describe('voting by HTTP', () => {
  const stage = useBrowser();
  const answer = (status, body, headers = {}) => Promise.resolve(new Response(JSON.stringify(body), { status, headers }));

  const vote = async (response, options = {}) => {
    const requests = [];
    const { client, view } = await stage.live({ cast: undefined, token: () => 'secret', ...options });
    stage.browser.fetch((url, init) => {
      requests.push({ url, ...init, body: JSON.parse(init.body) });
      return response();
    });
    const outcome = client.vote('posts.42', 'UP');
    await pass(20_000);
    return { outcome: await outcome, requests, view: view() };
  };

  it('posts the vote and reads the answer', async () => {
    const data = { id: '42', upvotes: 12, downvotes: 2, voteCount: 10, user_vote: 'UP', epoch: 1, version: 7 };
    const { outcome, requests, view } = await vote(() => answer(200, { status: 'accepted', data }));
    const { body, url, method, headers, keepalive } = requests[0];
    assert.deepEqual([url, method, keepalive, headers.authorization], ['/api/votes', 'POST', true, 'Bearer secret']);
    assert.deepEqual(body, { poll: 'posts', subject: '42', choice: 'UP', request_id: outcome.id });
    assert.deepEqual([view.up, view.choice, view.version, outcome.status], [12, 'UP', 7, 'accepted']);
  });

  it('reads choices as words, numbers or nothing', async () => {
    for (const [told, choice] of [['up', 'UP'], [-1, 'DOWN'], [1, 'UP'], [null, 'NONE'], [0, 'NONE'], ['constructor', 'NONE']]) {
      const data = { upvotes: 12, downvotes: 2, user_vote: told, epoch: 1, version: 7 };
      const { view } = await vote(() => answer(200, { data }));
      assert.equal(view.choice, choice, `${told}`);
    }
  });

  it('takes problem details as a refusal', async () => {
    const problem = { status: 429, reason: 'RATE_LIMITED', detail: 'slower' };
    const { outcome, requests, view } = await vote(() => answer(429, problem, { 'retry-after': '3' }));
    assert.deepEqual([outcome.status, outcome.reason, outcome.message], ['refused', 'RATE_LIMITED', 'slower']);
    assert.deepEqual([outcome.retryAfter, requests.length, view.up], [3_000, 1, 10]);
  });

  it('repeats after 503 under the same id', async () => {
    const short = await vote(() => answer(503, {}, { 'retry-after': '1' }));
    assert.deepEqual([short.outcome.status, short.requests.length], ['unknown', 3]);
    assert.equal(new Set(short.requests.map(({ body }) => body.request_id)).size, 1);
  });

  it('gives up where it should wait for long', async () => {
    const long = await vote(() => answer(503, {}, { 'retry-after': '60' }));
    assert.deepEqual([long.outcome.status, long.requests.length], ['unknown', 1]);
  });

  it('keeps the counts of an answer without a version', async () => {
    const { view } = await vote(() => answer(200, { data: { upvotes: 12, downvotes: 2, user_vote: 'UP' } }));
    assert.deepEqual([view.up, view.choice, view.version], [12, 'UP', 5]);
  });
});
