package io.voteengine.jdbc.apply;

import io.voteengine.spi.journal.VoteEvent;

/** A row of the audit log: an event, and whether it changed its voter's row. */
record LoggedEvent(VoteEvent event, boolean counted) {}
