package io.voteengine.examples.board.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.voteengine.Action;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteReceipt;
import io.voteengine.poll.HeldChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an accepted vote, as vote-client.js reads it.
 *
 * @param status always {@code accepted}
 * @param message for the reader; empty where the counts say it all
 * @param data the counts and the voter's choice after the vote
 */
record VoteAnswer(String status, String message, Data data) {
  static VoteAnswer of(SubjectId subject, VoteReceipt receipt) {
    Data data =
        new Data(
            subject.key(),
            receipt.tally(),
            receipt.choice(),
            receipt.requestId().toString(),
            receipt.action(),
            receipt.exact(),
            receipt.held());
    return new VoteAnswer("accepted", receipt.moved() == null ? "" : "Your vote has moved.", data);
  }

  /**
   * Returns the counts of a refused vote.
   *
   * @param subject the subject
   * @param refusal the refusal
   * @return null where nothing was looked up
   */
  static @Nullable Data of(SubjectId subject, CastResult.Rejected refusal) {
    Tally tally = refusal.tally();
    Choice choice = refusal.choice();
    return tally == null || choice == null
        ? null
        : new Data(
            subject.key(),
            tally,
            choice,
            refusal.requestId().toString(),
            null,
            null,
            refusal.held());
  }

  /**
   * A subject's counts. Epoch and version order them: without them a count may flicker. All of them
   * are absent while the poll hides its counts.
   *
   * @param id key of the subject
   * @param upvotes votes in favour
   * @param downvotes votes against
   * @param voteCount the score
   * @param userVote the voter's own choice
   * @param requestId the request
   * @param action what the vote has done; null: it was refused
   * @param epoch of the version
   * @param version of the counts
   * @param exact whether the counts are known to be exact; null: not said
   * @param held keys of all subjects that hold a choice of the voter, in a poll with a budget
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Data(
      String id,
      @Nullable Long upvotes,
      @Nullable Long downvotes,
      @JsonProperty("voteCount") @Nullable Long voteCount,
      @JsonProperty("user_vote") Choice userVote,
      @JsonProperty("request_id") String requestId,
      @Nullable Action action,
      @Nullable Long epoch,
      @Nullable Long version,
      @Nullable Boolean exact,
      List<String> held) {
    Data(
        String id,
        Tally tally,
        Choice choice,
        String requestId,
        @Nullable Action action,
        @Nullable Boolean exact,
        List<HeldChoice> held) {
      this(
          id,
          shown(tally, tally.up()),
          shown(tally, tally.down()),
          shown(tally, tally.score()),
          choice,
          requestId,
          action,
          shown(tally, tally.epoch()),
          shown(tally, tally.version()),
          exact,
          held.stream().map(it -> it.subject().key()).toList());
    }

    private static @Nullable Long shown(Tally tally, long number) {
      return tally.isHidden() ? null : number;
    }
  }
}
