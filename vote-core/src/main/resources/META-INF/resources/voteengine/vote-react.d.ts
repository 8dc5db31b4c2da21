import type { Choice, Outcome, PollState, Refusal, View, VoteCall, VoteClient } from './vote-client.js';

/** The part of React that the hooks use. */
export interface ReactLike {
  useCallback: unknown;
  useEffect: unknown;
  useState: unknown;
  useSyncExternalStore: unknown;
}

export interface SyncOptions<T> {
  /** Counts that the page came with: shown at once, and what a vote is added to. */
  initialData?: T;
  /** Shown until data has come, and nothing more. */
  fallbackData?: T;
  /** Whether to ask the server again on mount; default: unless there is initialData. */
  revalidateOnMount?: boolean;
  /** Whether to ask the server for what has changed when the window gets the focus; default true. */
  revalidateOnFocus?: boolean;
  /** Asks the server every so many ms; default 0: never, because the server pushes. */
  refreshInterval?: number;
}

export interface Hooks {
  /** Casts votes: `pending` has each request without an answer by its id, `refused` is the last refusal. */
  useVotes(): {
    vote(subject: string, choice: Choice): Promise<Outcome>;
    toggle(subject: string, choice: Choice): Promise<Outcome>;
    pending: Record<string, VoteCall>;
    refused: Refusal | null;
  };
  /** Shows a subject: `useSync('posts', 42)`. */
  useSync(
    poll: string,
    id: string | number,
    options?: SyncOptions<Partial<View>>,
  ): { data: Partial<View> | undefined; error: { code: string; message: string } | null };
  /** Shows a channel: `useSync<PollState>('posts.deadline')`. */
  useSync<T = PollState>(
    channel: string,
    id?: null,
    options?: SyncOptions<T>,
  ): { data: T | undefined; error: { code: string; message: string } | null };
}

/** Returns the hooks for a copy of React and a client; without one, for VoteClient.shared. */
export function voteHooks(react: ReactLike, client?: VoteClient): Hooks;
