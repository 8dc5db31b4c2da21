package io.voteengine.jdbc.apply.log;

import io.voteengine.spi.journal.VoteEvent;

/** A row of the audit log: an event, and whether it changed its voter's row. */
public record LoggedEvent(VoteEvent event, boolean counted) {}
