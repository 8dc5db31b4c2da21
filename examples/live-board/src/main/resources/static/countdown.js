/** A poll's state, and the time until it closes, by the server's clock. */
import { client } from './session.js';
import { announce, clock, everySecond } from './ui.js';

const MARKS = [
  [3600000, 'One hour is left.'],
  [600000, 'Ten minutes are left.'],
  [60000, 'One minute is left.'],
];

export const isOver = (stage) => stage === 'CLOSED' || stage === 'SEALED';

/** Shows the time that is left in `node`, and calls `changed` with each new state of the poll, the present one first. */
export const follow = (poll, node, label, changed) => {
  let state = { stage: poll.stage, closesAt: poll.closesAt && Date.parse(poll.closesAt) };
  let before;
  const draw = () => {
    const left = state.closesAt == null ? Infinity : state.closesAt - client.now();
    const over = isOver(state.stage) || left <= 0;
    label.textContent = over ? 'Voting has ended' : state.closesAt == null ? 'Open' : 'Voting ends in';
    node.textContent = over ? 'Closed' : state.closesAt == null ? 'Always' : clock(left);
    const mark = MARKS.find(([ms]) => before > ms && left <= ms);
    if (mark && !over) announce(mark[1]);
    before = left;
  };
  changed(state.stage, true);
  client.subscribe(poll.deadline, ({ value }) => {
    const fresh = value.stage !== state.stage;
    state = value;
    draw();
    if (!fresh) return;
    if (isOver(value.stage)) announce(value.stage === 'SEALED' ? 'The result is final.' : 'Voting has ended.');
    changed(value.stage, false);
  });
  everySecond(draw);
};
