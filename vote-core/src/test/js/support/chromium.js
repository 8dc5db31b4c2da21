import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { LiveServer } from './server.js';

const PATHS = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const pictures = fileURLToPath(new URL('../../../../target/browser/', import.meta.url));

/** A browser, a server, and pages of several voters. Ends with `stop`. */
export const startBrowser = async () => {
  const executablePath = PATHS.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('No Chromium: install the package chromium, or set CHROMIUM to its path');
  const server = await new LiveServer().start();
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
  const contexts = [];
  const stage = { server, browser };

  /** Opens the page as a voter; `page.log` reads what the page has noted. */
  stage.open = async (voter, { options = {}, rtl = false, ...context } = {}) => {
    const made = await browser.newContext({ viewport: { width: 480, height: 420 }, ...context });
    contexts.push(made);
    await made.addCookies([{ name: 'voter', value: voter, url: server.url }]);
    const page = await made.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${server.url}/?${rtl ? 'rtl&' : ''}options=${encodeURIComponent(JSON.stringify(options))}`);
    await page.waitForFunction(() => ['live', 'polling'].includes(window.client?.status) && customElements.get('vote-buttons'));
    const log = () => page.evaluate(() => window.log);
    /** Waits until the page shows something; says what it shows instead. */
    const shows = async (selector, text) => {
      const count = page.locator(selector).locator('[part=count]');
      await count.filter({ hasText: new RegExp(`^${text}$`) }).waitFor({ timeout: 10_000 }).catch(async () => {
        throw new Error(`${selector} shows ${await count.textContent()}, not ${text}`);
      });
    };
    return Object.assign(page, { errors, log, shows, button: (id, name) => page.locator(`${id} button[part~=${name}]`) });
  };
  stage.picture = async (page, name) => {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: `${pictures}${name}.png` });
  };
  stage.clear = async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    server.subjects.clear();
    server.shut.clear();
    Object.assign(server, { refuse: undefined, answerAfter: () => 0, tellAfter: () => 0 });
    server.state = { ...server.state, stage: 'OPEN' };
  };
  stage.stop = async () => {
    await browser.close();
    await server.stop();
  };
  return stage;
};
