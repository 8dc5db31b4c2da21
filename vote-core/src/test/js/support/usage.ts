/** How a host uses the types; a test compiles it. */
import { VoteClient, channelOf, parseChannel } from '../../../main/resources/META-INF/resources/voteengine/vote-client.js';
import type { Answer, PollState, View } from '../../../main/resources/META-INF/resources/voteengine/vote-client.js';
import { texts } from '../../../main/resources/META-INF/resources/voteengine/vote-elements.js';
import { voteHooks } from '../../../main/resources/META-INF/resources/voteengine/vote-react.js';

const client = new VoteClient({
  sync: '/sync',
  token: async () => 'secret',
  cast: async ({ id, choice }): Promise<Answer> => ({ status: 'accepted', choice, message: id, at: [1, 2] }),
});
VoteClient.shared = client;

const channel: string = channelOf('posts', '42');
const stop: () => void = client.subscribe(channel, (event) => {
  if (event.type === 'update') {
    const score: number | null = event.view.score;
    console.log(score);
  } else if (event.type === 'deadline') {
    console.log(event.value.closesAt);
  }
});
client.subscribe({ leaderboard: ['posts', 'WILSON', 10] });
client.seed(channel, { up: 3, down: 1, choice: 'UP', epoch: 1, version: 4 });
client.vote(channel, 'UP').then(({ status, id }) => console.log(status, id));
client.on('refused', ({ reason, poll }) => console.log(reason, poll));
client.on('status', (status) => status === 'offline');
const view = client.view(channel) as View | undefined;
console.log(view?.score, parseChannel(channel).kind, client.now());
client.voterChanged();
stop();

// @ts-expect-error no such choice
client.vote(channel, 'SIDEWAYS');

texts.up = 'Dafür stimmen';
texts.RATE_LIMITED = 'Zu schnell.';
const buttons = document.createElement('vote-buttons');
buttons.client = client;
buttons.addEventListener('vote-refused', (event) => console.log(event.detail.reason));

declare const React: { useCallback: unknown; useEffect: unknown; useState: unknown; useSyncExternalStore: unknown };
const { useVotes, useSync } = voteHooks(React, client);
const { data, error } = useSync('posts', 42, { fallbackData: { up: 0, down: 0 }, refreshInterval: 1_000 });
const deadline: PollState | undefined = useSync<PollState>('posts.deadline').data;
console.log(data?.up, error?.code, deadline?.stage, useVotes().pending);
