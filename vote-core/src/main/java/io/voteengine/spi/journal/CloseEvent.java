package io.voteengine.spi.journal;

/**
 * A poll was closed in this partition: no vote of the poll follows, except accepted votes that
 * nodes send again.
 *
 * @param epoch see {@link JournalEvent#epoch()}
 * @param seq see {@link JournalEvent#seq()}
 * @param chain see {@link JournalEvent#chain()}
 * @param poll name of the poll
 * @param castAt see {@link JournalEvent#castAt()}
 */
public record CloseEvent(long epoch, long seq, long chain, String poll, long castAt)
    implements JournalEvent {}
