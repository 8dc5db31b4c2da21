/** A voter's opinion on a subject. */
export type Choice = 'UP' | 'DOWN' | 'NONE';

/** A subject's counts as this reader sees them: with the reader's own click, before the server has answered. */
export interface View {
  readonly poll: string;
  readonly subject: string;
  /** Null until the server has sent the counts, and while the poll hides them. */
  readonly up: number | null;
  readonly down: number | null;
  readonly score: number | null;
  /** The reader's own choice. */
  readonly choice: Choice;
  /** Whether a vote of the reader has no answer yet. */
  readonly pending: boolean;
  /** Whether the counts are known to include every vote that the server had accepted. */
  readonly exact: boolean;
  readonly epoch: number;
  readonly version: number;
}

/** A poll's rules and stage of life; times are ms since 1970. */
export interface PollState {
  poll: string;
  stage: 'AHEAD' | 'OPEN' | 'CLOSING_SOON' | 'CLOSED' | 'SEALED';
  occasion: 'SNAPSHOT' | 'OPENED' | 'CLOSING_SOON' | 'CLOSED' | 'SEALED' | 'RULES_CHANGED';
  choices: Choice[];
  /** Who may see the counts before the end; absent: everybody. */
  visibility?: 'AFTER_VOTE' | 'AFTER_CLOSE' | 'AFTER_SEAL';
  opensAt?: number;
  closesAt?: number;
}

/** An entry of a leaderboard. */
export interface Ranked {
  poll: string;
  subject: string;
  up: number;
  down: number;
  score: number;
  epoch: number;
  version: number;
  value: number;
}

export type Ranking = 'SCORE' | 'WILSON' | 'HOT' | 'CONTROVERSY';

/**
 * What to listen to: `poll.subject`, `poll.subject.votes`, `poll.deadline`, a channel of the host, every subject of a
 * poll, or the top of one.
 */
export type Topic = string | { poll: string } | { leaderboard: [poll: string, ranking: Ranking, limit: number] };

/** What a listener gets. Ignore types that you do not know. */
export type LiveEvent =
  | { type: 'update'; view: View }
  | { type: 'data'; value: unknown }
  | { type: 'cast' | 'removed'; count: number }
  | { type: 'reconciled'; poll: string; subject: string; cause: string }
  | { type: 'poll' | 'deadline'; value: PollState }
  | { type: 'leaderboard'; value: Ranked[] };

/** A vote to send. `id` stays the same when it is sent again. */
export interface VoteCall {
  id: string;
  poll: string;
  subject: string;
  choice: Choice;
}

/**
 * The answer to a vote. `up` and `down` are absent while the poll hides the counts. `at` is the version of the counts, `[epoch, version]`; without it a count may flicker. An
 * `unknown` vote is sent again under the same id, three times in all.
 */
export interface Answer {
  status: 'accepted' | 'refused' | 'unknown';
  reason?: string | number;
  message?: string;
  up?: number;
  down?: number;
  choice?: Choice;
  at?: [epoch: number, version: number];
  exact?: boolean;
  /** In ms. */
  retryAfter?: number;
}

/** What became of a click. `unchanged`: a later click took it back before it was sent. */
export interface Outcome extends Omit<Answer, 'status'> {
  id: string;
  status: Answer['status'] | 'unchanged';
}

/** A vote that was refused, or `withdrawn`: accepted first, and taken back by the server. `choice` is what it had set. */
export interface Refusal extends Omit<Answer, 'status' | 'choice'>, VoteCall {
  status: 'refused' | 'unknown' | 'withdrawn';
}

/**
 * `idle`: nothing to listen to; `live`: by WebSocket or server-sent events; `waiting`: for the next attempt; `refused`:
 * the server wants no more attempts, call `connect` after a login.
 */
export type Status =
  'idle' | 'connecting' | 'live' | 'polling' | 'waiting' | 'offline' | 'paused' | 'refused' | 'closed';

export interface VoteClientOptions {
  /** Path or address of the live channel; default `/sync`. */
  sync?: string;
  /** Path or address of votes; default `/api/votes`. */
  votes?: string;
  /** Which ways to try, in this order. */
  transports?: ('ws' | 'sse' | 'poll')[];
  /** Returns the voter's token, if no cookie names the voter. Called for each connection and vote. */
  token?: () => string | undefined | Promise<string | undefined>;
  /** Sends a vote, where the host's HTTP has another shape; an exception counts as `unknown`. */
  cast?: (call: VoteCall) => Promise<Answer>;
  /** A click is sent after this pause without another one; default 200 ms. */
  debounce?: number;
  /** Votes on one subject are sent at least this far apart; default 500 ms. */
  spacing?: number;
  /** How long one attempt to vote may take; default 5,000 ms. */
  castTimeout?: number;
  /** Pause between polls while the reader is active; default 1,000 ms. */
  activePoll?: number;
  /** The same while not; default 5,000 ms. */
  idlePoll?: number;
  /** When a reader counts as not active; default 15,000 ms. */
  idleAfter?: number;
  /** How long after a tab is hidden the connection ends; default 5,000 ms. */
  pauseAfter?: number;
}

/** One connection to the server, shared by all that a page shows. */
export class VoteClient {
  /** The client of elements and hooks that were given no other; set it before they are loaded. */
  static shared: VoteClient;
  readonly status: Status;
  constructor(options?: VoteClientOptions);
  /** Calls a listener with every event of a topic; returns the function that ends this. */
  subscribe(topic: Topic, listener?: (event: LiveEvent) => void, options?: { refreshOnFocus?: boolean }): () => void;
  /** Returns what is known of a topic; the same object until it changes. */
  view(topic: Topic): View | PollState | Ranked[] | unknown;
  /** Gives counts that the page came with. */
  seed(
    subject: string,
    counts: { up?: number; down?: number; choice?: string; epoch?: number; version?: number },
  ): void;
  /** Casts a choice: shows it at once, sends it after a pause, and takes it back if it is refused. */
  vote(subject: string, choice: Choice): Promise<Outcome>;
  /** As vote, but a second click on the same choice takes it back. */
  toggle(subject: string, choice: Choice): Promise<Outcome>;
  /** Asks the server for what has changed since; nothing else is sent. */
  refresh(): void;
  /** Forgets the former voter's choices, and reconnects: for a login or logout without a new page. */
  voterChanged(): void;
  on(type: 'status', listener: (status: Status) => void): () => void;
  on(type: 'pending', listener: (call: VoteCall) => void): () => void;
  on(type: 'settled', listener: (outcome: Outcome) => void): () => void;
  on(type: 'refused', listener: (refusal: Refusal) => void): () => void;
  on(type: 'reconciled', listener: (event: { poll: string; subject: string; cause: string }) => void): () => void;
  on(type: 'error', listener: (error: { code: string; message: string; channel?: string }) => void): () => void;
  /** Connects now; call it after a login, when the status is `refused`. */
  connect(): void;
  /** Returns the server's time, in ms since 1970. */
  now(): number;
  /** Sends the votes that wait, and ends the connection for good. */
  close(): void;
}

/** Returns the channel of a subject: `poll.subject`, with dots and percent signs of the ids escaped. */
export function channelOf(poll: string, subject: string): string;

/** Returns what a channel's name stands for. */
export function parseChannel(
  channel: string,
):
  | { kind: 'subject' | 'votes' | 'deadline'; poll: string; subject: string }
  | { kind: 'data'; poll?: undefined; subject?: undefined };
