/**
 * VoteEngine in the browser: live counts, and votes that show at once. No dependencies, no build step.
 * docs/browser-client.md says how to use it, docs/live-protocol.md what it sends and receives.
 */

const PROTOCOL = 1;
/** Silence after which a connection counts as broken: before its first message, in ms, and in beats of the server. */
const FIRST_MESSAGE = 5000;
const MISSED_BEATS = 2.5;
/** Bounds of the random pause before a reconnection, in ms (full jitter). */
const PAUSE = 500;
const MAX_PAUSE = 30000;
/** A connection that lived this long, in ms, was a good one: the next pause is short again. */
const STABLE = 10000;
/** How often a client that polls tries the better transports again, in ms. */
const UPGRADE = 300000;
/** A page that gets the focus back asks for what has changed, at most this often, in ms. */
const FOCUS = 5000;
/** A transport that has worked is replaced by the next after this many failures in a row. */
const MISSES = 3;
/** A vote without an answer is sent this often in all, always under the same request id. */
const ATTEMPTS = 3;

const CHOICES = { UP: 'UP', DOWN: 'DOWN', 1: 'UP', '-1': 'DOWN' };
const choiceOf = (value) => CHOICES[String(value).toUpperCase()] ?? 'NONE';

const escape = (id) => id.replace(/[%.]/g, (c) => (c === '%' ? '%25' : '%2E'));
const unescape = (id) =>
  id.replace(/%([0-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

/** Returns the channel of a subject: `poll.subject`, with dots and percent signs of the ids escaped. */
export const channelOf = (poll, subject) =>
  `${escape(poll)}.${subject === 'deadline' ? '%64eadline' : escape(subject)}`;

/** Returns what a channel name stands for: `kind` is `subject`, `votes`, `deadline` or `data`. */
export const parseChannel = (channel) => {
  const parts = channel.split('.');
  const [poll, subject] = parts.map(unescape);
  const kind = parts.some((part) => !part)
    ? 'data'
    : parts.length === 2
      ? parts[1] === 'deadline'
        ? 'deadline'
        : 'subject'
      : parts.length === 3 && parts[2] === 'votes'
        ? 'votes'
        : 'data';
  return kind === 'data' ? { kind } : { kind, poll, subject };
};

/** Compares two versions, `[epoch, version]`. */
const isNewer = (a, b) => a[0] - b[0] || a[1] - b[1];

/** crypto.randomUUID exists in secure contexts only. */
const uuid = () =>
  crypto.randomUUID?.() ??
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

/**
 * The counts of one subject as this reader sees them: the newest tally, minus the reader's own choice that it
 * includes, plus the choice that the reader has clicked. While a vote has no answer, updates wait: they do not show
 * whether they include it. So no count ever moves back and forth.
 */
export class Subject {
  /** The newest known tally: `at` is its [epoch, version]. */
  tally = { at: [-1, -1] };
  /** The voter's choice as the server knows it, the version that made it so, and the choice before that. */
  own = { choice: 'NONE', at: [-1, -1], before: 'NONE' };
  /** Whether to ask the server for the own choice again. */
  doubtful = false;
  /** The clicked choice, while no answer has come. */
  want;
  /** The request on its way, with the updates that wait for its answer. */
  flight;

  constructor(poll, subject) {
    this.poll = poll;
    this.subject = subject;
  }

  /** Takes a tally; an older one changes nothing. Without numbers: the poll hides them. */
  update(up, down, at, exact = false) {
    if (this.flight) {
      // Of the counts that wait, only the newest matter; choices are few.
      this.flight.held = this.flight.held.filter((one) => !one.counts);
      this.flight.held.push(Object.assign(() => this.update(up, down, at, exact), { counts: true }));
    } else if (up == null) this.tally = { at: this.tally.at };
    else if (isNewer(at, this.tally.at) >= (this.tally.up == null ? 0 : Number.MIN_VALUE)) this.tally = { up, down, at, exact };
    else if (exact && !isNewer(at, this.tally.at)) this.tally.exact = true;
  }

  /** Takes the voter's own choice; an older one changes nothing. Without a version it is the newest. */
  mine(choice, at) {
    if (this.flight) this.flight.held.push(() => this.mine(choice, at));
    else if (!at || isNewer(at, this.own.at) >= (this.doubtful ? 0 : Number.MIN_VALUE)) {
      this.own = { choice, at: at ?? this.own.at, before: this.#counted() };
      this.doubtful = false;
    }
  }

  /** Begins a request: from now on updates wait. */
  send(id) {
    this.flight = { id, choice: this.want, held: [] };
    return this.flight;
  }

  /** Takes the answer, and what has waited for it. */
  settle({ status, up, down, choice, at, exact }) {
    const { held, choice: sent } = this.flight;
    this.flight = undefined;
    // An answer without a version is as new as the newest update.
    if (up != null) {
      if (!at) held.splice(0).forEach((take) => take());
      const when = at ?? this.tally.at;
      if (isNewer(when, this.tally.at) >= 0) this.tally = { up, down, at: when, exact };
      if (choice && isNewer(when, this.own.at) >= 0) {
        this.own = { choice, at: when, before: choice };
      }
    } else if (choice && status === 'accepted') this.own = { choice, at: this.own.at, before: choice };
    held.forEach((take) => take());
    if (status !== 'accepted' || this.want === sent || this.want === this.own.choice) {
      this.want = undefined;
    }
  }

  /** The own choice that the tally includes. */
  #counted() {
    return isNewer(this.own.at, this.tally.at) > 0 ? this.own.before : this.own.choice;
  }

  /** The choice that the reader sees as theirs. */
  get choice() {
    return this.want ?? this.own.choice;
  }

  /** Returns an immutable view; counts are null until the server has sent them, and while the poll hides them. */
  view() {
    const { poll, subject, choice, tally } = this;
    const known = tally.up != null;
    const count = (side, n) => (known ? n - (this.#counted() === side) + (choice === side) : null);
    const up = count('UP', tally.up);
    const down = count('DOWN', tally.down);
    const [epoch, version] = tally.at;
    return Object.freeze({
      poll, subject, up, down, score: known ? up - down : null, choice, pending: this.want !== undefined,
      exact: !!tally.exact, epoch, version,
    });
  }
}

/** How to reach the server. Each calls `on.open`, `on.text` and `on.lost`, and returns how to end it. */
const TRANSPORTS = {
  ws(client, on) {
    const socket = new WebSocket(new URL(client.options.sync, location.href).href.replace(/^http/, 'ws'));
    socket.onopen = () => on.open((text) => socket.readyState === 1 && socket.send(text));
    socket.onmessage = (event) => on.text(event.data);
    socket.onclose = () => on.lost();
    return () => socket.close();
  },

  sse(client, on) {
    const abort = new AbortController();
    (async () => {
      const response = await client.post('text/event-stream', abort.signal);
      on.open();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = '', part; !(part = await reader.read()).done; ) {
        const events = (rest + part.value.replace(/\r/g, '')).split('\n\n');
        rest = events.pop();
        // What is left without its prefix is a frame a line; comments keep a connection alive.
        events.forEach((event) => on.text(event.replace(/^(data: ?|[^d\n].*)/gm, '')));
      }
      on.lost();
    })().catch((error) => on.lost(error?.final));
    return () => abort.abort();
  },

  poll(client, on) {
    const abort = new AbortController();
    const until = Date.now() + UPGRADE;
    let timer;
    const ask = async () => {
      try {
        const response = await client.post('application/x-ndjson', abort.signal);
        on.text(await response.text());
        if (Date.now() > until) on.upgrade();
        else plan(client.idle() ? client.options.idlePoll : client.options.activePoll);
      } catch (error) {
        on.lost(error?.final);
      }
    };
    const plan = (pause) => {
      clearTimeout(timer);
      if (!abort.signal.aborted) timer = setTimeout(ask, pause);
    };
    on.open(undefined, plan);
    plan(0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  },
};

/** The default way to cast: POST {poll, subject, choice, request_id}; docs/browser-client.md has the answers. */
const castByHttp = (client) => async (request) => {
  const { id, poll, subject, choice } = request;
  const response = await fetch(client.options.votes, {
    method: 'POST',
    credentials: 'same-origin',
    keepalive: true,
    signal: AbortSignal.timeout(client.options.castTimeout),
    headers: { 'content-type': 'application/json', ...(await client.authorization()) },
    body: JSON.stringify({ poll, subject, choice, request_id: id }),
  });
  const body = await response.json().catch(() => ({}));
  const data = body.data ?? {};
  const retryAfter = response.headers.get('retry-after');
  return {
    status: response.ok ? 'accepted' : response.status < 500 && response.status !== 408 ? 'refused' : 'unknown',
    reason: body.reason ?? body.status ?? response.status,
    message: body.message ?? body.detail,
    up: data.upvotes,
    down: data.downvotes,
    choice: data.user_vote === undefined ? undefined : choiceOf(data.user_vote),
    at: data.epoch == null || data.version == null ? undefined : [data.epoch, data.version],
    exact: data.exact,
    retryAfter: retryAfter == null ? undefined : retryAfter * 1000,
  };
};

const DEFAULTS = {
  sync: '/sync', votes: '/api/votes', transports: ['ws', 'sse', 'poll'], debounce: 200, spacing: 500,
  castTimeout: 5000, activePoll: 1000, idlePoll: 5000, idleAfter: 15000, pauseAfter: 5000,
};

/** Returns the topics that a channel, or an object of one, stands for: [list, item]. */
const topicsOf = (what) => {
  if (what.poll) return [['polls', what.poll]];
  if (what.leaderboard) return [['leaderboards', what.leaderboard]];
  const { kind, poll, subject } = parseChannel(what);
  if (kind === 'deadline') return [['states', poll]];
  if (kind === 'data') return [['channels', what]];
  return [['subjects', [poll, subject]], kind === 'votes' ? ['votes', [poll, subject]] : ['channels', what]];
};
const keyOf = (list, item) => list + JSON.stringify(item);

/** One connection to the server, shared by all that a page shows. */
export class VoteClient {
  static #shared;
  /** The client of elements and hooks that were given no other; set it before they are loaded. */
  static get shared() {
    return (this.#shared ??= new VoteClient());
  }
  static set shared(client) {
    this.#shared = client;
  }

  status = 'idle';
  #subjects = new Map();
  #topics = new Map();
  #listeners = new Map();
  #changed = new Set();
  #armed = new Set();
  /** The connection, and what is planned about it. */
  #link;
  #transport = 0;
  #proven;
  #misses = 0;
  #attempt = 0;
  #retry;
  #leaving;
  #watchdog;
  #pause;
  #sync;
  #resync;
  #refreshed = 0;
  #skew = 0;
  #active = Date.now();
  #unhook = [];
  #closed = false;

  constructor(options = {}) {
    this.options = { ...DEFAULTS, ...options };
    this.cast = options.cast ?? castByHttp(this);
    const hook = (target, types, action) =>
      types.split(' ').forEach((type) => {
        target?.addEventListener?.(type, action, { passive: true });
        this.#unhook.push(() => target?.removeEventListener?.(type, action));
      });
    hook(globalThis, 'pointerdown pointermove keydown scroll', () => {
      const idle = this.idle();
      this.#active = Date.now();
      if (idle) this.#link?.plan?.(0);
    });
    hook(globalThis, 'online', () => this.status === 'offline' && this.connect());
    hook(globalThis, 'offline', () => this.#down('offline'));
    hook(globalThis, 'focus', () => {
      const entries = [...this.#topics.values()].flatMap((topic) => [...topic.entries]);
      const wanted = entries.some(({ refreshOnFocus }) => refreshOnFocus);
      if (wanted && Date.now() - this.#refreshed > FOCUS) this.refresh();
    });
    hook(globalThis, 'pagehide', () => {
      this.#armed.forEach((subject) => this.#send(subject));
      this.#down('paused'); // Browsers do not keep a page with a connection for the back button.
    });
    hook(globalThis, 'pageshow', () => this.status === 'paused' && this.connect());
    hook(globalThis.document, 'visibilitychange', () => {
      clearTimeout(this.#pause);
      if (document.hidden) this.#pause = setTimeout(() => this.#down('paused'), this.options.pauseAfter);
      else if (this.status === 'paused') this.connect();
    });
  }

  /** Calls a listener with every event of a channel, and returns the function that ends this. */
  subscribe(what, listener = () => {}, { refreshOnFocus = true } = {}) {
    const entry = { listener, refreshOnFocus };
    const topics = topicsOf(what).map(([list, item]) => {
      const key = keyOf(list, item);
      const topic = this.#topics.get(key) ?? { list, item, entries: new Set() };
      this.#topics.set(key, topic);
      topic.entries.add(entry);
      return topic;
    });
    this.#interestChanged();
    return () => {
      topics.forEach((topic) => topic.entries.delete(entry));
      this.#interestChanged();
    };
  }

  /** Returns what is known of a channel, or undefined. The same object until it changes. */
  view(what) {
    const [list, item] = topicsOf(what)[0];
    return list === 'subjects' ? this.#subjects.get(keyOf(list, item))?.shown : this.#topics.get(keyOf(list, item))?.value;
  }

  /** Gives counts that the page came with, so that something is shown before the server has answered. */
  seed(what, { up = 0, down = 0, choice, epoch = -1, version = 0 }) {
    const subject = this.#subject(...this.#named(what));
    // To a client that names a version the server sends nothing older, and so not the own choice.
    if (choice === undefined) subject.doubtful = true;
    else subject.mine(choiceOf(choice), [epoch, version]);
    subject.update(up, down, [epoch, version]);
    this.#show(subject);
    this.#flush();
  }

  /** Casts a choice: shows it at once, sends it after a pause, and takes it back if it is refused. */
  vote(what, choice) {
    const subject = this.#subject(...this.#named(what));
    const wanted = choiceOf(choice);
    subject.want = wanted === subject.own.choice && !subject.flight ? undefined : wanted;
    subject.next ??= { id: uuid(), waiters: [] };
    const { id, waiters } = subject.next;
    const answer = new Promise((resolve) => waiters.push(resolve));
    this.#show(subject);
    this.#flush();
    this.#emit('pending', { id, poll: subject.poll, subject: subject.subject, choice: subject.choice });
    if (!subject.flight) this.#arm(subject);
    return answer;
  }

  /** As vote, but a second click on the same choice takes it back. */
  toggle(what, choice) {
    const shown = this.#subject(...this.#named(what)).choice;
    return this.vote(what, shown === choice ? 'NONE' : choice);
  }

  /** Asks the server for what has changed since; nothing else is sent. */
  refresh() {
    this.#refreshed = Date.now();
    this.#interestChanged(true);
  }

  /** Forgets the former voter's choices, and reconnects: for a login or logout without a new page. */
  voterChanged() {
    this.#subjects.forEach((subject) => {
      subject.own = { choice: 'NONE', at: [-1, -1], before: 'NONE' };
      subject.doubtful = true;
      this.#show(subject);
    });
    this.#flush();
    this.connect();
  }

  /** Listens to `status`, `pending`, `settled`, `refused`, `reconciled` or `error`; returns how to end this. */
  on(type, listener) {
    const all = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, all.add(listener));
    return () => all.delete(listener);
  }

  /** Returns the server's time, in ms since 1970. */
  now() {
    return Date.now() + this.#skew;
  }

  /** Ends the connection for good. */
  close() {
    this.#closed = true;
    this.#unhook.forEach((undo) => undo());
    this.#armed.forEach((subject) => this.#send(subject));
    clearTimeout(this.#pause);
    clearTimeout(this.#sync);
    this.#down('closed');
  }

  /** Returns the headers that name the voter; nothing where a cookie does. */
  async authorization() {
    const token = await this.options.token?.();
    return token ? { authorization: `Bearer ${token}` } : {};
  }

  /** Returns whether the reader has done nothing for a while. */
  idle() {
    return Date.now() - this.#active > this.options.idleAfter;
  }

  /** Asks for what this page shows, in one request: the answer is a stream or, to a poll, the snapshot. */
  async post(accept, signal) {
    const link = this.#link;
    const response = await fetch(this.options.sync, {
      method: 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
      headers: { 'content-type': 'application/json', accept, ...(await this.authorization()) },
      body: this.#subscribeFrame(link),
    });
    if (!response.ok) {
      throw Object.assign(new Error(`HTTP ${response.status}`), { final: [401, 403].includes(response.status) });
    }
    return response;
  }

  #emit(type, detail) {
    this.#listeners.get(type)?.forEach((listener) => this.#call(listener, detail));
  }

  #become(status) {
    if (this.status !== status) this.#emit('status', (this.status = status));
  }

  #named(what) {
    const { kind, poll, subject } = parseChannel(what);
    if (kind !== 'subject') throw new TypeError(`not the channel of a subject: ${what}`);
    return [poll, subject];
  }

  #subject(poll, subject) {
    const key = keyOf('subjects', [poll, subject]);
    if (!this.#subjects.has(key)) {
      const created = new Subject(poll, subject);
      created.sentAt = -Infinity;
      created.shown = created.view();
      this.#subjects.set(key, created);
    }
    return this.#subjects.get(key);
  }

  #topic(list, item) {
    return this.#topics.get(keyOf(list, item)) ?? { entries: [] };
  }

  /** Changes a subject, if it is still wanted. */
  #change(poll, key, action) {
    const name = keyOf('subjects', [poll, key]);
    if (!this.#subjects.has(name) && !this.#wanted(poll, name)) return;
    const subject = this.#subject(poll, key);
    action(subject);
    this.#show(subject);
  }

  #wanted(poll, name) {
    return this.#topics.has(name) || this.#topics.has(keyOf('polls', poll));
  }

  /** Notes that a subject may look different; #flush calls its listeners. */
  #show(subject) {
    this.#changed.add(subject);
  }

  #flush() {
    for (const subject of this.#changed) {
      const view = subject.view();
      if (Object.keys(view).some((name) => view[name] !== subject.shown[name])) {
        subject.shown = view;
        const event = { type: 'update', view };
        this.#notify('subjects', [subject.poll, subject.subject], event);
        this.#notify('polls', subject.poll, event);
      }
    }
    this.#changed.clear();
  }

  /** Hands an event to the listeners of a topic. */
  #notify(list, item, event) {
    this.#topic(list, item).entries.forEach(({ listener }) => this.#call(listener, event));
  }

  /** A listener that throws stops nothing else. */
  #call(listener, event) {
    try {
      listener(event);
    } catch (error) {
      console.error(error);
    }
  }

  // ---- casting

  #arm(subject) {
    clearTimeout(subject.timer);
    this.#armed.delete(subject);
    if (subject.want === undefined) {
      this.#finish(subject.next, { status: 'unchanged' });
      subject.next = undefined;
      return;
    }
    const { debounce, spacing } = this.options;
    const wait = Math.max(debounce, subject.sentAt + spacing - Date.now());
    subject.timer = setTimeout(() => this.#send(subject), wait);
    this.#armed.add(subject);
  }

  async #send(subject) {
    clearTimeout(subject.timer);
    this.#armed.delete(subject);
    subject.sentAt = Date.now();
    const { next } = subject;
    subject.next = undefined;
    const { id, choice } = subject.send(next.id);
    const request = { id, poll: subject.poll, subject: subject.subject, choice };
    let answer;
    let attempt = 0;
    do {
      if (attempt) {
        const pause = answer.retryAfter ?? Math.random() * PAUSE * 2 ** attempt;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      try {
        answer = (await this.cast(request)) ?? {};
      } catch (error) {
        answer = { status: 'unknown', message: String(error) };
      }
    } while (answer.status === 'unknown' && !(answer.retryAfter > this.options.castTimeout) && ++attempt < ATTEMPTS);
    subject.settle(answer);
    this.#show(subject);
    this.#flush();
    this.#finish(next, answer);
    if (answer.status !== 'accepted') {
      if (subject.next) this.#finish(subject.next, answer);
      subject.next = undefined;
      this.#emit('refused', { ...answer, ...request });
    } else if (subject.next) this.#arm(subject);
    // Only the server knows the outcome of a vote without an answer, or of a repeated one.
    if (attempt || answer.status === 'unknown') {
      subject.doubtful = true;
      this.#interestChanged(true);
    }
  }

  #finish({ id, waiters }, answer) {
    const outcome = { ...answer, id };
    this.#emit('settled', outcome);
    waiters.forEach((resolve) => resolve(outcome));
  }

  // ---- receiving

  #receive(text) {
    for (const line of text.split('\n')) {
      try {
        const frame = line.trim() && JSON.parse(line);
        for (const kind in frame) {
          if (Object.hasOwn(this.#frames, kind)) this.#frames[kind](frame[kind]);
        }
      } catch (error) {
        this.#emit('error', { code: 'FRAME', message: String(error), error });
      }
    }
    this.#flush();
  }

  /** What each frame does; others are ignored, so that a newer server may send them. */
  #frames = {
    snapshot: ({ now, beat }) => {
      const link = this.#link;
      Object.assign(link, { beat, worked: true });
      this.#skew = now - Date.now();
      this.#proven = link.kind;
      this.#become(link.kind === 'poll' ? 'polling' : 'live');
    },
    u: ([poll, key, up, down, epoch, version, exact = 1]) =>
      this.#change(poll, key, (subject) => subject.update(up, down, [epoch, version], !!exact)),
    own: ([poll, key, choice, epoch, version]) =>
      this.#change(poll, key, (subject) => subject.mine(choiceOf(choice), epoch == null ? epoch : [epoch, version])),
    withdrawn: (content) => {
      const [poll, subject] = content.subject;
      this.#emit('refused', { ...content, poll, subject, status: 'withdrawn', id: content.request });
    },
    cast: ([poll, subject, count]) => this.#notify('votes', [poll, subject], { type: 'cast', count }),
    removed: ([poll, subject, count]) => this.#notify('votes', [poll, subject], { type: 'removed', count }),
    reconciled: ([poll, subject, cause]) => {
      const event = { type: 'reconciled', poll, subject, cause };
      this.#emit('reconciled', event);
      this.#notify('subjects', [poll, subject], event);
    },
    poll: (state) => this.#keep('states', state.poll, 'poll', state),
    deadline: (state) => this.#keep('states', state.poll, 'deadline', state),
    leaderboard: ({ poll, ranking, limit, entries }) =>
      this.#keep('leaderboards', [poll, ranking, limit], 'leaderboard',
        entries.map(([subject, up, down, epoch, version, value]) =>
          ({ poll, subject, up, down, score: up - down, epoch, version, value }))),
    data: ({ channel, data }) => this.#keep('channels', channel, 'data', data),
    error: (error) => {
      const channel = error.channel ?? (error.subject && channelOf(...error.subject));
      this.#emit('error', { ...error, channel });
      if (error.final) this.#down('refused');
    },
    expired: async () => {
      const token = await this.options.token?.();
      if (token && this.#link?.send) this.#link.send(JSON.stringify({ auth: { token } }));
      else this.connect();
    },
    goaway: ({ spread = 0 }) => this.#again((this.#leaving = Math.random() * spread)),
  };

  #keep(list, item, type, value) {
    this.#topic(list, item).value = value;
    this.#notify(list, item, { type, value });
  }

  // ---- connection

  /** Returns the members of a frame that names topics, with the versions that this page has. */
  #interest(topics, link) {
    const interest = {};
    for (const topic of topics) {
      const { list, item } = topic;
      topic.link = link;
      let named = item;
      if (list === 'subjects') {
        const subject = this.#subjects.get(keyOf(list, item));
        const at = subject?.tally.at;
        if (at?.[0] >= 0 && subject.tally.up != null && !subject.doubtful) named = [...item, ...at];
      }
      (interest[list] ??= []).push(named);
    }
    return interest;
  }

  /** The frame that names all topics; the server answers with what is newer. */
  #subscribeFrame(link) {
    return JSON.stringify({ subscribe: { protocol: PROTOCOL, ...this.#interest(this.#topics.values(), link) } });
  }

  /** Soon sends the server the added and removed topics, or all of them again. */
  #interestChanged(again) {
    this.#resync ||= again;
    this.#sync ??= setTimeout(() => {
      const gone = this.#sweep();
      const link = this.#link;
      const fresh = [...this.#topics.values()].filter((topic) => topic.link !== link);
      const resync = this.#resync;
      this.#sync = this.#resync = undefined;
      if (!this.#topics.size) this.#down('idle');
      else if (!link) this.status === 'idle' && this.connect();
      else if (!(resync || fresh.length || gone.length)) return;
      else if (!link.open) link.late = true;
      else if (link.plan) link.plan(0);
      else if (!link.send) this.connect();
      else if (resync) link.send(this.#subscribeFrame(link));
      else {
        if (gone.length) link.send(JSON.stringify({ untrack: this.#interest(gone) }));
        if (fresh.length) link.send(JSON.stringify({ track: this.#interest(fresh, link) }));
      }
    }, 0);
  }

  /** Forgets the topics that have no listeners any more, and their subjects; returns these topics. */
  #sweep() {
    const gone = [...this.#topics.values()].filter((topic) => !topic.entries.size);
    gone.forEach(({ list, item }) => this.#topics.delete(keyOf(list, item)));
    if (gone.length) {
      this.#subjects.forEach(({ poll, want, flight }, key) => {
        if (!this.#wanted(poll, key) && want === undefined && !flight) this.#subjects.delete(key);
      });
    }
    return gone;
  }

  /** Connects now: at the first subscription by itself; call it after a login, when the status is `refused`. */
  connect() {
    this.#down('connecting');
    if (this.#closed || !this.#topics.size) return this.#become(this.#closed ? 'closed' : 'idle');
    if (globalThis.navigator?.onLine === false) return this.#become('offline');
    if (globalThis.document?.hidden) return this.#become('paused');
    const kind = this.options.transports[this.#transport];
    const link = (this.#link = { kind, since: Date.now() });
    const guard = (action) => (...args) => link === this.#link && action(...args);
    const on = {
      open: guard(async (send, plan) => {
        const token = send && (await this.options.token?.());
        if (link !== this.#link) return;
        if (token) send(JSON.stringify({ auth: { token } }));
        if (send) send(this.#subscribeFrame(link));
        else if (link.late) this.#interestChanged(true);
        Object.assign(link, { send, plan, open: true });
      }),
      text: guard((text) => {
        this.#receive(text);
        if (link.worked) this.#watch(link);
      }),
      lost: guard((final) => this.#lost(link, final)),
      upgrade: guard(() => {
        this.#transport = 0;
        this.connect();
      }),
    };
    this.#watch(link);
    try {
      link.close = TRANSPORTS[kind](this, on);
    } catch (error) {
      on.lost();
    }
  }

  /** Treats a connection that is silent for too long as broken, even if the network reports no error. */
  #watch(link) {
    if (link !== this.#link) return;
    clearTimeout(this.#watchdog);
    const patience = link.worked ? link.beat * MISSED_BEATS : FIRST_MESSAGE;
    if (patience) this.#watchdog = setTimeout(() => this.#lost(link), patience);
  }

  #lost(link, final) {
    const leaving = this.#leaving;
    this.#down(final ? 'refused' : 'waiting');
    if (final) return;
    if (!link.worked && (link.kind !== this.#proven || ++this.#misses >= MISSES)) {
      this.#misses = 0;
      this.#transport = (this.#transport + 1) % this.options.transports.length;
      if (this.#transport) return this.connect();
    }
    if (link.worked) this.#misses = 0;
    this.#attempt = link.worked && Date.now() - link.since > STABLE ? 0 : this.#attempt + 1;
    this.#again(leaving ?? Math.random() * Math.min(MAX_PAUSE, PAUSE * 2 ** this.#attempt));
  }

  #again(pause) {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.connect(), pause);
  }

  /** Ends the connection, if there is one, and any plan to connect. */
  #down(status) {
    clearTimeout(this.#retry);
    clearTimeout(this.#watchdog);
    const link = this.#link;
    this.#link = this.#leaving = undefined;
    link?.close?.();
    this.#become(status);
  }
}
