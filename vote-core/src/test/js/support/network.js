/** Stands for the browser's network and windows: a test plays the server. */

export class FakeSocket {
  static all = [];
  static get last() {
    return FakeSocket.all.at(-1);
  }
  readyState = 0;
  sent = [];

  constructor(url) {
    this.url = String(url);
    FakeSocket.all.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
    this.closed = true;
  }

  /** Lets the connection come about; with `snapshot`, the server answers too. */
  open(beat = 15_000) {
    this.readyState = 1;
    this.onopen();
    if (beat) this.say({ snapshot: { protocol: 1, now: Date.now(), beat } });
  }

  say(...frames) {
    this.onmessage({ data: frames.map((frame) => JSON.stringify(frame)).join('\n') });
  }

  break() {
    this.readyState = 3;
    this.onclose();
  }
}

/** Puts a browser's globals in place; returns how to play with them, and how to undo it. */
export const fakeBrowser = () => {
  FakeSocket.all = [];
  const names = ['WebSocket', 'location', 'document', 'navigator', 'fetch', 'addEventListener', 'removeEventListener'];
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  const window = new EventTarget();
  const put = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  put('WebSocket', FakeSocket);
  put('location', { href: 'https://host.example/page' });
  put('document', Object.assign(new EventTarget(), { hidden: false }));
  put('navigator', { onLine: true });
  put('fetch', () => new Promise(() => {}));
  put('addEventListener', window.addEventListener.bind(window));
  put('removeEventListener', window.removeEventListener.bind(window));
  return {
    fire: (type) => window.dispatchEvent(new Event(type)),
    hide: (hidden) => {
      document.hidden = hidden;
      document.dispatchEvent(new Event('visibilitychange'));
    },
    fetch: (action) => put('fetch', action),
    undo: () =>
      names.forEach((name, i) =>
        before[i] ? Object.defineProperty(globalThis, name, before[i]) : delete globalThis[name]),
  };
};
