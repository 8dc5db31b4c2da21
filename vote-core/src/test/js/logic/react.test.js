import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Window } from 'happy-dom';
import { pass } from '../support/clock.js';
import { useBrowser } from '../support/client.js';
import { FakeSocket } from '../support/network.js';
import { voteHooks } from '../../../main/resources/META-INF/resources/voteengine/vote-react.js';

/** Real React, in a document of happy-dom. */
describe('with React', () => {
  const window = new Window();
  let React;
  let createRoot;
  let renderToString;
  before(async () => {
    const { document, navigator, HTMLElement, HTMLIFrameElement } = window;
    Object.assign(globalThis, { window, document, HTMLElement, HTMLIFrameElement, IS_REACT_ACT_ENVIRONMENT: true });
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
    React = (await import('react')).default;
    ({ createRoot } = (await import('react-dom/client')).default);
    ({ renderToString } = (await import('react-dom/server')).default);
  });
  after(() => window.happyDOM.close());
  const stage = useBrowser();

  /** Shows a component; `text` is what it shows, `redraws` how often it was drawn. */
  const show = async (component, { strict = false } = {}) => {
    const place = window.document.createElement('div');
    const root = createRoot(place);
    const shown = { redraws: 0, root, text: () => place.textContent };
    const Counted = (props) => {
      shown.redraws++;
      return component(props);
    };
    shown.draw = (props) =>
      React.act(async () =>
        root.render(React.createElement(strict ? React.StrictMode : React.Fragment, null, React.createElement(Counted, props))));
    shown.when = (action) => React.act(action);
    await shown.draw();
    return shown;
  };
  const online = async (shown, ...frames) =>
    shown.when(async () => {
      await pass(10);
      FakeSocket.last.open();
      await pass(0);
      FakeSocket.last.say(...frames);
    });
  const counts = (up, version) => ({ u: ['posts', '42', up, 2, 1, version] });

  it('a component follows a subject', async () => {
    const { useSync } = voteHooks(React, stage.client());
    const shown = await show(() => {
      const { data, error } = useSync('posts', 42);
      return `${data ? data.score : 'none'} ${error ? error.code : 'fine'}`;
    });
    assert.equal(shown.text(), 'none fine');
    await online(shown, counts(10, 5));
    assert.equal(shown.text(), '8 fine');
    const before = shown.redraws;
    await shown.when(() => FakeSocket.last.say(counts(10, 5), { u: ['posts', '43', 1, 0, 1, 1] }));
    assert.equal(shown.redraws, before);
    await shown.when(() => FakeSocket.last.say({ error: { code: 'FORBIDDEN', message: 'no', channel: 'posts.42' } }));
    assert.equal(shown.text(), '8 FORBIDDEN');
    await shown.when(() => FakeSocket.last.say({ error: { code: 'FORBIDDEN', message: 'no', channel: 'other' } }, counts(11, 6)));
    assert.equal(shown.text(), '9 fine');
    await shown.when(() => shown.root.unmount());
    await pass(10);
    assert.equal(FakeSocket.last.closed, true);
  });

  it('a component follows its id, also in strict mode', async () => {
    const { useSync } = voteHooks(React, stage.client());
    const shown = await show(({ id = 42 }) => String(useSync('posts', id).data?.up), { strict: true });
    await online(shown, counts(10, 5));
    assert.equal(shown.text(), '10');
    assert.deepEqual(FakeSocket.last.sent.at(-1).subscribe.subjects.length, 1);
    await shown.draw({ id: 43 });
    assert.equal(shown.text(), 'undefined');
    await shown.when(() => pass(10));
    assert.deepEqual(
      FakeSocket.last.sent.slice(-1).map((frame) => (frame.track ?? frame.subscribe).subjects), [[['posts', '43']]]);
  });

  it('a component follows a channel without an id', async () => {
    const { useSync } = voteHooks(React, stage.client());
    const shown = await show(() => useSync('posts.deadline').data?.stage ?? 'unknown');
    await online(shown, { poll: { poll: 'posts', stage: 'OPEN', occasion: 'SNAPSHOT', choices: ['UP'] } });
    assert.equal(shown.text(), 'OPEN');
  });

  it('initial data is what a vote is added to', async () => {
    const client = stage.client();
    const { useSync, useVotes } = voteHooks(React, client);
    let votes;
    const shown = await show(() => {
      votes = useVotes();
      return String(useSync('posts', 42, { initialData: { up: 7, down: 0, choice: 'NONE', epoch: 1, version: 4 } }).data.up);
    });
    assert.equal(shown.text(), '7');
    await shown.when(() => void votes.vote('posts.42', 'UP'));
    assert.equal(shown.text(), '8');
    await online(shown);
    assert.deepEqual(FakeSocket.last.sent[0].subscribe.subjects, [['posts', '42', 1, 4]]);
  });

  it('fallback data is shown until there is better', async () => {
    const { useSync } = voteHooks(React, stage.client());
    const shown = await show(() => String(useSync('posts', 42, { fallbackData: { up: 7, down: 0 } }).data.up));
    assert.equal(shown.text(), '7');
    await online(shown, counts(10, 5));
    assert.equal(shown.text(), '10');
  });

  it('a server draws the data that it has', () => {
    const { useSync } = voteHooks(React, stage.client());
    const Count = () => String(useSync('posts', 42, { initialData: { up: 7 } }).data.up);
    assert.equal(renderToString(React.createElement(Count)), '7');
  });

  it('revalidates as often as it was asked to', async () => {
    const client = stage.client();
    const { useSync } = voteHooks(React, client);
    const shown = await show(({ options = { revalidateOnFocus: false, refreshInterval: 2_000 } }) =>
      String(useSync('posts', 42, options).data?.up));
    await online(shown, counts(10, 5));
    const asked = () => FakeSocket.last.sent.filter(({ subscribe }) => subscribe).length;
    const before = asked();
    await pass(6_100);
    assert.equal(asked(), before + 3);
    await shown.draw({ options: { revalidateOnFocus: false } });
    await pass(10_000);
    const quiet = asked();
    stage.browser.fire('focus');
    await pass(10);
    assert.equal(asked(), quiet);
    await shown.draw({ options: {} });
    await pass(10_000);
    stage.browser.fire('focus');
    await pass(10);
    assert.equal(asked(), quiet + 1);
  });

  it('asks anew on mount unless it has initial data', async () => {
    const client = stage.client();
    const { useSync } = voteHooks(React, client);
    client.subscribe('posts.42');
    await pass(10);
    FakeSocket.last.open();
    await pass(0);
    const asked = () => FakeSocket.last.sent.filter(({ subscribe }) => subscribe).length;
    const options = { initialData: { up: 7 } };
    for (const [given, more] of [[{}, 1], [options, 0], [{ ...options, revalidateOnMount: true }, 1], [{ revalidateOnMount: false }, 0]]) {
      const before = asked();
      await show(() => String(useSync('posts', 42, given).data?.up));
      await pass(10);
      assert.equal(asked() - before, more, JSON.stringify(given));
    }
  });

  it('a vote is pending by its id, and taken back when refused', async () => {
    const calls = [];
    const client = stage.client({ cast: (call) => new Promise((resolve) => calls.push({ ...call, resolve })) });
    const { useSync, useVotes } = voteHooks(React, client);
    let votes;
    const shown = await show(() => {
      votes = useVotes();
      return `${useSync('posts', 42).data?.up} ${Object.keys(votes.pending)} ${votes.refused?.reason ?? ''}`;
    });
    await online(shown, counts(10, 5));
    await shown.when(() => void votes.toggle('posts.42', 'UP'));
    await shown.when(() => pass(200));
    assert.equal(shown.text(), `11 ${calls[0].id} `);
    assert.equal(votes.pending[calls[0].id].choice, 'UP');
    await shown.when(async () => {
      calls[0].resolve({ status: 'refused', reason: 'POLL_CLOSED' });
      await pass(0);
    });
    assert.equal(shown.text(), '10  POLL_CLOSED');
    await shown.when(() => void votes.toggle('posts.42', 'UP'));
    assert.equal(votes.refused, null);
  });
});
