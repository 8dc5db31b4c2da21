package io.voteengine.spi.journal;

/**
 * Where a partition's ledger stands: the last event that it has committed. Its {@code seq} is the
 * watermark of the term.
 *
 * @param term the term that the ledger accepts events of
 * @param seq number of the last event committed in this term; 0: none
 * @param chain chain value of that event, or {@link
 *     io.voteengine.spi.journal.JournalEvent#CHAIN_START}
 */
public record Position(Term term, long seq, long chain) {}
