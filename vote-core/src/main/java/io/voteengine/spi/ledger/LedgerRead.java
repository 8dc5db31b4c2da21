package io.voteengine.spi.ledger;

import io.voteengine.spi.journal.Term;

/**
 * The result of reading the ledger, with the term that it was in before it was read.
 *
 * @param <T> what was read
 * @param term the term
 * @param value what was found
 */
public record LedgerRead<T>(Term term, T value) {}
