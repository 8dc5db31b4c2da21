package io.voteengine.spi.ledger;

import io.voteengine.spi.journal.Term;

/**
 * What a ledger read found, and the term that the ledger was in before it was read.
 *
 * @param <T> what was read
 * @param term the term
 * @param value what was found
 */
public record LedgerRead<T>(Term term, T value) {}
