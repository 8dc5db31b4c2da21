import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';

const folders = { '/voteengine/': new URL('../../../main/resources/META-INF/resources/voteengine/', import.meta.url), '/': new URL('../browser/pages/', import.meta.url) };
const TYPES = { js: 'text/javascript', css: 'text/css', html: 'text/html; charset=utf-8' };
const CSP = "default-src 'self'; base-uri 'none'";
const SIDES = { UP: 'up', DOWN: 'down' };

/**
 * A small host with votes in memory: pages, `POST /api/votes`, and the live protocol by WebSocket, server-sent events and
 * polling. Stands for a host on the Java library; only its counts are a toy.
 */
export class LiveServer {
  subjects = new Map();
  state = { poll: 'posts', stage: 'OPEN', occasion: 'SNAPSHOT', choices: ['UP', 'DOWN'] };
  readers = new Set();
  requests = new Map();
  /** What a test changes: ways that are shut, and how long an answer or an update takes, in ms. */
  shut = new Set();
  answerAfter = () => 0;
  tellAfter = () => 0;
  refuse = undefined;

  async start(port = 0) {
    this.http = createServer((request, response) => this.#serve(request, response));
    this.sockets = new WebSocketServer({ noServer: true, maxPayload: 65_536 });
    this.http.on('upgrade', (request, socket, head) => {
      if (this.shut.has('ws')) return socket.destroy();
      this.sockets.handleUpgrade(request, socket, head, (ws) => this.#connect(request, ws));
    });
    await new Promise((resolve) => this.http.listen(port, '127.0.0.1', resolve));
    this.port = this.http.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }

  /** Ends every connection at once, as a node that is killed does. */
  async stop() {
    this.readers.clear();
    this.sockets.clients.forEach((ws) => ws.terminate());
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  counts(poll, key) {
    const id = JSON.stringify([poll, key]);
    if (!this.subjects.has(id)) this.subjects.set(id, { poll, key, up: 0, down: 0, version: 0, votes: new Map() });
    return this.subjects.get(id);
  }

  /** Counts a vote and tells who watches. */
  vote(voter, poll, key, choice) {
    const subject = this.counts(poll, key);
    const before = subject.votes.get(voter) ?? 'NONE';
    if (before !== choice) {
      if (SIDES[before]) subject[SIDES[before]]--;
      if (SIDES[choice]) subject[SIDES[choice]]++;
      subject.votes.set(voter, choice);
      subject.version++;
      this.#tell((reader) => this.#about(reader, subject));
    }
    return subject;
  }

  /** Moves the poll on. */
  become(stage) {
    this.state = { ...this.state, stage, occasion: stage };
    this.#tell((reader) => reader.topics.states?.includes(this.state.poll) && [{ deadline: this.state }]);
  }

  publish(frame) {
    this.#tell(() => [frame]);
  }

  #tell(framesFor) {
    for (const reader of this.readers) {
      const frames = framesFor(reader) || [];
      const text = frames.map((frame) => JSON.stringify(frame)).join('\n');
      if (text) setTimeout(() => this.readers.has(reader) && reader.send(text), this.tellAfter());
    }
  }

  /** What a reader does not have of a subject: the own choice in front. */
  #about({ voter, topics }, { poll, key, up, down, version, votes }) {
    const named = topics.subjects?.find(([p, k]) => p === poll && k === key);
    if (!named || version <= (named[3] ?? -1)) return [];
    return [{ own: [poll, key, votes.get(voter) ?? 'NONE', 1, version] }, { u: [poll, key, up, down, 1, version] }];
  }

  #snapshot(reader) {
    const frames = [{ snapshot: { protocol: 1, now: Date.now(), beat: 2_000 } }];
    (reader.topics.subjects ?? []).forEach(([poll, key]) => frames.push(...this.#about(reader, this.counts(poll, key))));
    if (reader.topics.states?.includes('posts')) frames.push({ poll: { ...this.state, occasion: 'SNAPSHOT' } });
    return frames.map((frame) => JSON.stringify(frame)).join('\n');
  }

  #voterOf({ headers, url }) {
    return new URL(url, 'http://host').searchParams.get('voter') ?? /voter=(\w+)/.exec(headers.cookie)?.[1] ?? 'nobody';
  }

  #connect(request, ws) {
    const reader = { voter: this.#voterOf(request), topics: {}, send: (text) => ws.send(text) };
    this.readers.add(reader);
    const beat = setInterval(() => ws.send('{"beat":{}}'), 1_500);
    ws.on('close', () => {
      clearInterval(beat);
      this.readers.delete(reader);
    });
    ws.on('message', (text) => {
      const [[kind, content]] = Object.entries(JSON.parse(text));
      if (kind === 'subscribe') {
        reader.topics = content;
        ws.send(this.#snapshot(reader));
        return;
      }
      for (const list of ['subjects', 'states']) {
        const gone = new Set((content[list] ?? []).map((item) => JSON.stringify(item)));
        const others = (reader.topics[list] ?? []).filter((item) => !gone.has(JSON.stringify(item)));
        reader.topics[list] = kind === 'track' ? [...others, ...(content[list] ?? [])] : others;
      }
      if (kind === 'track') ws.send(this.#snapshot({ ...reader, topics: content }));
    });
  }

  async #serve(request, response) {
    const path = request.url.split('?')[0];
    let body = '';
    for await (const part of request) body += part;
    if (path === '/sync') return this.#sync(request, response, JSON.parse(body).subscribe);
    if (path === '/api/votes') return this.#cast(request, response, JSON.parse(body));
    const prefix = path.startsWith('/voteengine/') ? '/voteengine/' : '/';
    try {
      const file = readFileSync(fileURLToPath(new URL(path.slice(prefix.length) || 'index.html', folders[prefix])));
      response.writeHead(200, { 'content-type': TYPES[path.split('.').pop()] ?? TYPES.html, 'content-security-policy': CSP });
      response.end(file);
    } catch {
      response.writeHead(404).end();
    }
  }

  #sync(request, response, topics) {
    const { accept } = request.headers;
    const way = accept === 'text/event-stream' ? 'sse' : 'poll';
    if (this.shut.has(way)) return response.writeHead(503).end();
    const reader = { voter: this.#voterOf(request), topics };
    response.writeHead(200, { 'content-type': accept, 'cache-control': 'no-store' });
    if (way === 'poll') return response.end(this.#snapshot(reader));
    reader.send = (text) => response.write(`${text.replace(/^/gm, 'data: ')}\n\n`);
    reader.send(this.#snapshot(reader));
    this.readers.add(reader);
    response.on('close', () => this.readers.delete(reader));
  }

  async #cast(request, response, { poll, subject: key, choice, request_id }) {
    await new Promise((resolve) => setTimeout(resolve, this.answerAfter()));
    const answer = (status, content) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    };
    if (this.refuse) return answer(429, { status: 429, reason: this.refuse, detail: 'refused by the test' });
    if (this.state.stage === 'CLOSED') return answer(409, { status: 409, reason: 'POLL_CLOSED' });
    if (!this.requests.has(request_id)) {
      const { up, down, version } = this.vote(this.#voterOf(request), poll, key, choice);
      this.requests.set(request_id, {
        id: key, upvotes: up, downvotes: down, voteCount: up - down, user_vote: choice, request_id, epoch: 1, version,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, this.answerAfter()));
    answer(200, { status: 'accepted', data: this.requests.get(request_id) });
  }
}
