import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Subject } from '../../../main/resources/META-INF/resources/voteengine/vote-client.js';
import { randomOf } from '../support/random.js';

const SIDES = { UP: 'up', DOWN: 'down' };
const SEEDS = 2_000;

/** A server: each vote makes a version, and each version is a message with the voter's own choice in front. */
class World {
  versions = [{ up: 7, down: 3, mine: 'NONE', mineAt: 0 }];

  get now() {
    return this.versions.length - 1;
  }

  /** Counts without my own vote: what a page shows must come from these. */
  others(at) {
    const { up, down, mine } = this.versions[at];
    return `${up - (mine === 'UP')},${down - (mine === 'DOWN')}`;
  }

  otherVotes(random) {
    const last = this.versions.at(-1);
    const side = random.pick(['up', 'down']);
    this.versions.push({ ...last, [side]: Math.max(last.mine === 'NONE' ? 0 : 1, last[side] + random.pick([1, -1])) });
  }

  iVote(choice) {
    const last = { ...this.versions.at(-1) };
    if (SIDES[last.mine]) last[SIDES[last.mine]]--;
    if (SIDES[choice]) last[SIDES[choice]]++;
    this.versions.push({ ...last, mine: choice, mineAt: this.versions.length });
    return this.now;
  }
}

/** Delivers a version: own choice first, then the counts, unless the connection breaks between them. */
const deliver = (subject, world, at, cut = false) => {
  const { up, down, mine, mineAt } = world.versions[at];
  subject.mine(mine, [1, mineAt]);
  if (!cut) subject.update(up, down, [1, at]);
};

const shown = ({ up, down, choice }) => `${up - (choice === 'UP')},${down - (choice === 'DOWN')}`;

/** Plays a page and its server in a random order, and calls `check` after every step that may change the page. */
const play = (seed, { others, elsewhere, refusals }, check) => {
  const random = randomOf(seed);
  const world = new World();
  const subject = new Subject('posts', '42');
  deliver(subject, world, 0);
  let call; // what is on its way: {choice, at}, or refused
  for (let step = 0; step < 60; step++) {
    const what = random.below(6);
    if (what === 0) {
      const choice = random.pick(['UP', 'DOWN', 'NONE']);
      subject.want = choice === subject.own.choice && !subject.flight ? undefined : choice;
      check(subject, world, `clicks ${choice}`);
    } else if (what === 1 && subject.want !== undefined && !subject.flight) {
      subject.send(`request-${step}`);
      call = { choice: subject.want };
    } else if (what === 2 && call && call.at === undefined && !call.refused) {
      if (refusals && random.chance(0.3)) call.refused = true;
      else call.at = world.iVote(call.choice);
    } else if (what === 3 && call && (call.at !== undefined || call.refused)) {
      const at = call.at ?? (random.chance(0.5) ? world.now : undefined);
      const { up, down, mine } = at === undefined ? {} : world.versions[at];
      subject.settle({
        status: call.refused ? 'refused' : 'accepted', up, down, choice: mine, at: at === undefined ? undefined : [1, at],
      });
      check(subject, world, call.refused ? 'is refused' : 'is answered');
      call = undefined;
    } else if (what === 4) {
      if (others && random.chance(0.7)) world.otherVotes(random);
      else if (elsewhere && random.chance(0.3)) world.iVote(random.pick(['UP', 'DOWN', 'NONE']));
    } else {
      // Messages may be late, doubled, lost, or in any order.
      deliver(subject, world, random.chance(0.6) ? world.now : random.below(world.versions.length), random.chance(0.2));
      check(subject, world, 'receives');
    }
  }
};

describe('a count', () => {
  it('moves only as the server said, and forward', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      let at = 0;
      play(seed, { others: true, refusals: true }, (subject, world, why) => {
        const now = shown(subject.view());
        while (at <= world.now && world.others(at) !== now) at++;
        assert.ok(at <= world.now, `seed ${seed}: ${now} after it ${why} was never so, or was before`);
      });
    }
  });

  it('moves with my clicks only where nobody else votes', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      let before;
      play(seed, { refusals: true }, (subject, world, why) => {
        const { up, down } = subject.view();
        const now = `${up},${down}`;
        if (why === 'receives' || why === 'is answered') {
          assert.equal(now, before ?? now, `seed ${seed}: moved when it ${why}`);
        }
        before = now;
      });
    }
  });

  it('moves as the server said where I also vote elsewhere', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      let at = 0;
      play(seed, { others: true, elsewhere: true, refusals: true }, (subject, world, why) => {
        const now = shown(subject.view());
        while (at <= world.now && world.others(at) !== now) at++;
        assert.ok(at <= world.now, `seed ${seed}: ${now} after it ${why} was never so, or was before`);
      });
    }
  });

  it('ends as the server has it', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      let subject;
      let world;
      play(seed, { others: true, elsewhere: true, refusals: true }, (s, w) => ([subject, world] = [s, w]));
      if (!subject || subject.flight) continue;
      subject.want = undefined;
      deliver(subject, world, world.now);
      const { up, down, mine } = world.versions.at(-1);
      const view = subject.view();
      assert.deepEqual([view.up, view.down, view.choice], [up, down, mine], `seed ${seed}`);
    }
  });
});
