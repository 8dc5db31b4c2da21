import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, describe, it } from 'node:test';
import { startBrowser } from '../support/chromium.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LOOKS = {
  light: {}, dark: { colorScheme: 'dark' }, 'right-to-left': { rtl: true }, 'forced-colors': { forcedColors: 'active' },
  'forced-colors-dark': { forcedColors: 'active', colorScheme: 'dark' },
};

describe('the elements', () => {
  let stage;
  before(async () => (stage = await startBrowser()));
  afterEach(() => stage.clear());
  after(() => stage.stop());

  const someVotes = () => {
    for (let i = 0; i < 1_234; i++) stage.server.vote(`voter${i}`, 'posts', '42', 'UP');
    for (let i = 0; i < 5; i++) stage.server.vote(`voter${i}`, 'posts', '43', i < 3 ? 'UP' : 'DOWN');
    stage.server.vote('ada', 'posts', '42', 'UP');
    stage.server.vote('ada', 'posts', '43', 'DOWN');
    stage.server.vote('ada', 'posts', '44', 'UP');
  };

  for (const [look, options] of Object.entries(LOOKS)) {
    it(`can be used by all: ${look}`, async () => {
      someVotes();
      const page = await stage.open('ada', options);
      await page.shows('#two', look === 'right-to-left' ? '.+' : '0');
      await page.button('#one', 'down').focus();
      await page.keyboard.press('Shift+Tab');
      await stage.picture(page, `elements-${look}`);
      // Run by the browser's debugger, which the page's CSP does not bind.
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`), []);
      assert.deepEqual((await page.log()).violations, []);
    });
  }

  it('are used by keyboard', async () => {
    const page = await stage.open('ada');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.shows('#one', '1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.shows('#one', '-1');
    assert.equal(await page.button('#one', 'down').getAttribute('aria-pressed'), 'true');
    assert.equal(await page.button('#one', 'up').getAttribute('aria-pressed'), 'false');
    await page.keyboard.press('Enter');
    await page.shows('#one', '0');
  });

  it('have names that a screen reader reads', async () => {
    someVotes();
    const page = await stage.open('ada');
    await page.shows('#one', '1,235');
    const tree = await page.locator('#one').ariaSnapshot();
    assert.match(tree, /group "Votes on the first post"/);
    assert.match(tree, /button "Vote up" \[pressed\]/);
    assert.match(tree, /button "Vote down"(?! \[pressed)/);
    assert.match(tree, /1,235/);
  });

  it('announce politely, seconds apart, and only where the reader is', async () => {
    const page = await stage.open('ada');
    await page.evaluate(() => {
      window.said = [];
      new MutationObserver(() => {
        const text = document.querySelector('[role=status]')?.textContent;
        if (text && window.said.at(-1)?.text !== text) window.said.push({ text, at: Date.now() });
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    stage.server.vote('eve', 'posts', '43', 'UP');
    await page.shows('#two', '1');
    await page.button('#one', 'up').focus();
    for (let i = 0; i < 60; i++) {
      stage.server.vote(`voter${i}`, 'posts', '42', 'UP');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await page.waitForFunction(() => window.said.at(-1)?.text === 'Score 60');
    const said = await page.evaluate(() => window.said);
    assert.ok(said.length >= 2 && said.length <= 3, JSON.stringify(said));
    assert.ok(said.slice(1).every(({ at }, i) => at - said[i].at >= 3_900), JSON.stringify(said));
    assert.ok(said.every(({ text }) => text.startsWith('Score ')), JSON.stringify(said));
  });

  it('do not move the page while counts move', async () => {
    const page = await stage.open('ada');
    await page.shows('#one', '0');
    const before = (await page.log()).shift;
    for (let i = 0; i < 300; i++) stage.server.vote(`voter${i}`, 'posts', '42', 'UP');
    await page.shows('#one', '300');
    stage.server.refuse = 'RATE_LIMITED';
    await page.button('#one', 'up').click();
    await page.locator('#one [part=message]').waitFor();
    await stage.picture(page, 'elements-refused');
    assert.ok((await page.log()).shift - before <= 0.01, `${(await page.log()).shift - before}`);
  });

  it('follow the direction of the page', async () => {
    const box = async (page, name) => (await page.button('#one', name).boundingBox()).x;
    const page = await stage.open('ada');
    assert.ok((await box(page, 'up')) < (await box(page, 'down')));
    const turned = await stage.open('bob', { rtl: true });
    assert.ok((await box(turned, 'up')) > (await box(turned, 'down')));
  });

  it('offer what the poll allows', async () => {
    stage.server.state = { ...stage.server.state, choices: ['UP'] };
    const page = await stage.open('ada');
    await page.button('#one', 'down').waitFor({ state: 'hidden' });
    stage.server.become('CLOSED');
    await page.button('#one', 'up').and(page.locator('[aria-disabled=true]')).waitFor();
    await stage.picture(page, 'elements-closed');
    assert.equal(await page.button('#one', 'up').isVisible(), true);
    stage.server.state = { ...stage.server.state, choices: ['UP', 'DOWN'] };
  });

  it('follow their attribute, and come and go', async () => {
    someVotes();
    const page = await stage.open('ada');
    await page.shows('#one', '1,235');
    await page.evaluate(() => document.querySelector('#one').setAttribute('subject', 'posts.43'));
    await page.shows('#one', '0');
    await page.evaluate(() => document.querySelectorAll('vote-buttons, vote-count').forEach((one) => one.remove()));
    stage.server.vote('eve', 'posts', '43', 'UP');
    await page.waitForFunction(() => window.client.view('posts.43') === undefined);
  });

  it('show what the page came with before the server answers', async () => {
    const page = await stage.open('ada');
    await page.evaluate(() => {
      const made = document.createElement('vote-buttons');
      Object.entries({ id: 'late', subject: 'posts.77', up: 9, down: 2, choice: 'UP' }).forEach(([k, v]) => made.setAttribute(k, v));
      document.body.append(made);
      window.first = made.shadowRoot.querySelector('[part=count]').textContent;
    });
    assert.equal(await page.evaluate(() => window.first), '7');
    await page.shows('#late', '0');
  });

  it('let the page show a refusal in its own way', async () => {
    const page = await stage.open('ada');
    await page.evaluate(() => document.addEventListener('vote-refused', (event) => {
      event.preventDefault();
      window.heard = event.detail.reason;
    }));
    stage.server.refuse = 'RATE_LIMITED';
    await page.button('#one', 'up').click();
    await page.waitForFunction(() => window.heard === 'RATE_LIMITED');
    assert.equal(await page.locator('#one [part=message]').isVisible(), false);
  });
});
