package io.voteengine.jdbc.apply;

import io.voteengine.spi.journal.VoteEvent;
import java.util.List;

/** Events of one partition, in their order. */
record PartitionBatch(int partition, List<VoteEvent> events) {}
