import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { randomOf } from '../support/random.js';
import { startBrowser } from '../support/chromium.js';

describe('a page in Chromium', () => {
  let stage;
  before(async () => (stage = await startBrowser()));
  afterEach(() => stage.clear());
  after(() => stage.stop());

  it('shows a vote at once, here and elsewhere', async (t) => {
    const ada = await stage.open('ada');
    const bob = await stage.open('bob');
    await ada.button('#one', 'up').click();
    await ada.shows('#one', '1');
    await bob.shows('#one', '1');
    assert.equal(await ada.button('#one', 'up').getAttribute('aria-pressed'), 'true');
    assert.equal(await bob.button('#one', 'up').getAttribute('aria-pressed'), 'false');
    const took = [];
    for (let i = 1; i <= 30; i++) {
      const began = Date.now();
      stage.server.vote(`voter${i}`, 'posts', '42', 'UP');
      await bob.waitForFunction((n) => window.client.view('posts.42').up === n, i + 1, { polling: 'raf' });
      took.push((await bob.log()).shown.at(-1).at - began);
    }
    took.sort((a, b) => a - b);
    t.diagnostic(`from a vote on the server to the page: p50 ${took[15]} ms, p95 ${took[28]} ms`);
    assert.ok(took[28] < 250, `${took}`);
    assert.deepEqual([ada.errors, bob.errors], [[], []]);
  });

  for (const [way, shut, status] of [['sse', ['ws'], 'live'], ['poll', ['ws', 'sse'], 'polling']]) {
    it(`counts the same by ${way}`, async () => {
      shut.forEach((one) => stage.server.shut.add(one));
      const ada = await stage.open('ada');
      const bob = await stage.open('bob');
      assert.equal(await ada.evaluate(() => window.client.status), status);
      await ada.button('#two', 'down').click();
      await bob.shows('#two', '-1');
      await bob.evaluate(() => window.client.subscribe('posts.99'));
      stage.server.vote('eve', 'posts', '99', 'UP');
      await bob.waitForFunction(() => window.client.view('posts.99')?.up === 1);
      await bob.shows('#two', '-1');
    });
  }

  it('never flickers while others vote and answers are late', async () => {
    const random = randomOf(11);
    stage.server.answerAfter = () => random.below(150);
    stage.server.tellAfter = () => random.below(250);
    const ada = await stage.open('ada', { options: { debounce: 20, spacing: 50 } });
    const bob = await stage.open('bob');
    const others = [];
    const note = () => {
      const { up, down, votes } = stage.server.counts('posts', '42');
      const mine = votes.get('ada');
      const now = `${up - (mine === 'UP')},${down - (mine === 'DOWN')}`;
      if (others.at(-1) !== now) others.push(now);
    };
    note();
    const crowd = setInterval(() => {
      stage.server.vote(`voter${random.below(40)}`, 'posts', '42', random.pick(['UP', 'DOWN']));
      note();
    }, 15);
    for (let i = 0; i < 20; i++) await ada.button('#one', random.pick(['up', 'down'])).click({ delay: random.below(60) });
    await ada.waitForFunction(() => window.log.shown.length > 60);
    clearInterval(crowd);
    const final = stage.server.counts('posts', '42');
    await ada.waitForFunction(() => !window.client.view('posts.42').pending);
    await bob.shows('#one', String(final.up - final.down));
    await ada.shows('#one', String(final.up - final.down));
    const { shown } = await ada.log();
    assert.equal(shown.at(-1).choice, final.votes.get('ada') ?? 'NONE');
    let at = 0;
    for (const { up, down, choice } of shown) {
      const now = `${up - (choice === 'UP')},${down - (choice === 'DOWN')}`;
      while (at < others.length && others[at] !== now) at++;
      assert.ok(at < others.length, `${now} never was, or was before: ${others}`);
    }
  });

  it('takes a refused vote back and says why', async () => {
    stage.server.refuse = 'RATE_LIMITED';
    const ada = await stage.open('ada');
    await ada.button('#one', 'up').click();
    await ada.shows('#one', '1');
    await ada.shows('#one', '0');
    assert.equal(await ada.locator('#one [part=message]').textContent(), 'Too many votes at once. Try again in a moment.');
    assert.equal((await ada.log()).refused[0].reason, 'RATE_LIMITED');
    await ada.locator('#one [part=message]').waitFor({ state: 'hidden' });
  });

  it('is exact again after its server was killed', async () => {
    const ada = await stage.open('ada');
    const { port } = stage.server;
    await stage.server.stop();
    await ada.waitForFunction(() => window.client.status === 'waiting');
    stage.server.vote('eve', 'posts', '42', 'UP');
    await stage.server.start(port);
    await ada.shows('#one', '1');
    assert.equal(await ada.evaluate(() => window.client.status), 'live');
  });

  it('says that it is offline, and is exact again', async () => {
    const ada = await stage.open('ada');
    await ada.context().setOffline(true);
    await ada.waitForFunction(() => window.client.status === 'offline');
    stage.server.vote('eve', 'posts', '42', 'UP');
    await ada.context().setOffline(false);
    await ada.shows('#one', '1');
    assert.deepEqual((await ada.log()).status.slice(-3), ['offline', 'connecting', 'live']);
  });

  it('turns its buttons off when the poll closes', async () => {
    const ada = await stage.open('ada');
    await ada.button('#one', 'up').and(ada.locator('[aria-disabled=false]')).waitFor();
    stage.server.become('CLOSED');
    await ada.button('#one', 'up').and(ada.locator('[aria-disabled=true]')).waitFor({ timeout: 1_000 });
    await ada.button('#one', 'up').click({ force: true });
    assert.equal(await ada.locator('#one [part=message]').textContent(), 'Voting has closed.');
    assert.equal(stage.server.counts('posts', '42').up, 0);
  });

  it('hears of corrections and withdrawn votes', async () => {
    const ada = await stage.open('ada');
    stage.server.publish({ reconciled: ['posts', '42', 'DRIFT'] });
    stage.server.publish({ withdrawn: { subject: ['posts', '42'], request: 'r', choice: 'UP', reason: 'LOST' } });
    await ada.waitForFunction(() => window.log.reconciled.length === 1 && window.log.refused.length === 1);
    assert.equal(await ada.locator('#one [part=message]').textContent(), 'Your vote could not be kept, and was taken back.');
  });

  it('sends the vote that waits when it is left', async () => {
    const ada = await stage.open('ada', { options: { debounce: 60_000 } });
    await ada.button('#one', 'up').click();
    await ada.goto('about:blank');
    const bob = await stage.open('bob');
    await bob.shows('#one', '1');
  });
});
