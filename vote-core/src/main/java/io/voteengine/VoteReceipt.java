package io.voteengine;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a voter gets for an accepted vote. Immutable but for the future it carries.
 *
 * @param requestId the request that was answered
 * @param action what it did
 * @param choice the voter's choice after it
 * @param tally the subject's counts: those right after the vote, or the present ones where {@code
 *     replayed}
 * @param castAt the time of the vote by the store's clock, in whole microseconds; later votes of a
 *     voter on a subject have later times
 * @param exact as {@link SubjectView#exact}: true when the counts are known to hold every vote that
 *     this engine accepted before, and every other that the store had; false when they come from
 *     the ledger, which may lack votes that the store holds, or from a store that has lost votes
 *     which are still to be sent again. They hold this vote either way
 * @param replayed true when an earlier attempt of the same request had been applied; action, choice
 *     and time are that attempt's
 * @param durable completes when the ledger has committed the vote; completes with a {@link
 *     VoteException} when it is known that it never will, or that the database refused it ({@link
 *     VoteEngine#quarantine()}). What you attach to it runs where {@link
 *     VoteEngineBuilder#callbacks} says
 */
public record VoteReceipt(
    RequestId requestId,
    Action action,
    Choice choice,
    Tally tally,
    boolean exact,
    Instant castAt,
    boolean replayed,
    CompletionStage<@Nullable Void> durable) {}
