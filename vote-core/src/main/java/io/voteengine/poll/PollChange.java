package io.voteengine.poll;

import io.voteengine.Poll;
import java.time.Instant;

/**
 * A change of a poll's rules, as the ledger has recorded it.
 *
 * @param revision rises with each change of the poll; not consecutive
 * @param changedAt when it was recorded, by the ledger's clock
 * @param by who changed the rules, as the host named them
 * @param why the reason, as the host gave it
 * @param before the rules until then
 * @param after the rules since then
 */
public record PollChange(
    long revision, Instant changedAt, String by, String why, Poll before, Poll after) {}
