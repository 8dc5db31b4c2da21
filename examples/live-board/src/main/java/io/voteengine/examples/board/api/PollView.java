package io.voteengine.examples.board.api;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.live.wire.Channels;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A poll, as a page shows it.
 *
 * @param board the board it belongs to
 * @param name its name in votes
 * @param stage AHEAD, OPEN, CLOSED or SEALED
 * @param choices what it allows
 * @param votesPerVoter how many choices each voter may hold; null: any number
 * @param opensAt when it opens; null: it has always been open
 * @param closesAt when it closes; null: never
 * @param deadline the live channel of its state
 */
record PollView(
    String board,
    String name,
    String stage,
    List<Choice> choices,
    @Nullable Integer votesPerVoter,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    String deadline) {
  static PollView of(String board, Poll poll, Instant now, boolean sealed) {
    return new PollView(
        board,
        poll.name(),
        sealed ? "SEALED" : stage(poll, now),
        poll.choices().stream().sorted().toList(),
        poll.budget() == null ? null : poll.budget().votes(),
        poll.opensAt(),
        poll.closesAt(),
        Channels.deadline(poll.name()));
  }

  private static String stage(Poll poll, Instant now) {
    if (poll.opensAt() != null && now.isBefore(poll.opensAt())) {
      return "AHEAD";
    }
    return poll.closesAt() == null || now.isBefore(poll.closesAt()) ? "OPEN" : "CLOSED";
  }
}
