package io.voteengine.spi.journal;

/**
 * The ledger's position in a partition: the last event that it has committed. Its {@code seq} is
 * the watermark of the term.
 *
 * @param term the term whose events the ledger accepts
 * @param seq number of the last event committed in this term; 0: none
 * @param chain chain value of that event, or {@link
 *     io.voteengine.spi.journal.JournalEvent#CHAIN_START}
 */
public record Position(Term term, long seq, long chain) {}
