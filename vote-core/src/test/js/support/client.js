import { afterEach, beforeEach, mock } from 'node:test';
import { VoteClient } from '../../../main/resources/META-INF/resources/voteengine/vote-client.js';
import { startClock, stopClock, pass } from './clock.js';
import { FakeSocket, fakeBrowser } from './network.js';



/** Gives each test of a file a still clock, a browser to play with, and clients that end with the test. */
export const useBrowser = () => {
  const stage = {};
  const clients = [];
  beforeEach(() => {
    stopClock();
    stage.browser = fakeBrowser();
    mock.method(Math, 'random', () => 0.5);
  });
  afterEach(() => {
    clients.splice(0).forEach((one) => one.close());
    mock.restoreAll();
    stage.browser.undo();
    startClock();
  });
  stage.client = (options) => {
    const made = new VoteClient({ cast: () => new Promise(() => {}), ...options });
    clients.push(made);
    return made;
  };
  /** Subscribes to a subject with some counts, over a socket that works. */
  stage.live = async (options, counts = ['posts', '42', 10, 2, 1, 5]) => {
    const made = stage.client(options);
    const seen = [];
    made.subscribe('posts.42', (event) => event.type === 'update' && seen.push(event.view));
    await pass(10);
    FakeSocket.last.open();
    await pass(0);
    FakeSocket.last.say({ u: counts });
    return { client: made, seen, socket: FakeSocket.last, view: () => made.view('posts.42') };
  };
  return stage;
};
