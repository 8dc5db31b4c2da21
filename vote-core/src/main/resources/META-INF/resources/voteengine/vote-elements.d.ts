import type { Refusal, VoteClient } from './vote-client.js';

/** What is shown and read out: change it to translate. A refusal's reason chooses its text. */
export const texts: {
  group: string;
  up: string;
  down: string;
  score: (formatted: string) => string;
  refused: string;
  [reason: string]: string | ((formatted: string) => string);
};

/** `<vote-count subject="posts.42" show="score|up|down|total" announce>` */
export interface VoteCountElement extends HTMLElement {
  client?: VoteClient;
}

/** `<vote-buttons subject="posts.42" choices="UP DOWN" label="…" disabled>`; dispatches `vote-refused`. */
export interface VoteButtonsElement extends HTMLElement {
  client?: VoteClient;
}

declare global {
  interface HTMLElementTagNameMap {
    'vote-count': VoteCountElement;
    'vote-buttons': VoteButtonsElement;
  }
  interface HTMLElementEventMap {
    'vote-refused': CustomEvent<Refusal>;
  }
}
