package io.voteengine.examples.board.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.voteengine.Choice;
import io.voteengine.InvalidInputException;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import org.jspecify.annotations.Nullable;

/**
 * A vote as a client sends it. Whom it is from, the token says: other members are ignored.
 *
 * @param poll name of the poll
 * @param subject key of the subject
 * @param choice UP, DOWN or NONE
 * @param requestId names the vote when it is sent again; null: it is sent once
 */
record VoteCall(
    @Nullable String poll,
    @Nullable String subject,
    @Nullable String choice,
    @JsonProperty("request_id") @Nullable String requestId) {

  /**
   * Returns the vote.
   *
   * @param voter whom the token names
   * @return the request to the engine
   * @throws InvalidInputException when a member is missing or breaks its rules
   */
  VoteRequest by(VoterId voter) {
    SubjectId on = SubjectId.of(present("poll", poll), present("subject", subject));
    VoteRequest request = VoteRequest.cast(voter, on, Choice.parse(present("choice", choice)));
    return requestId == null ? request : request.requestId(RequestId.parse(requestId));
  }

  private static String present(String name, @Nullable String value) {
    if (value == null) {
      throw new InvalidInputException(name, "is missing");
    }
    return value;
  }
}
