package io.voteengine.engine.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.Choice;
import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.query.RecordedVote;
import io.voteengine.util.Micros;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A place in the list of a voter's votes, as a text. No id has a line break, so these part it. */
public final class VoteCursor {
  private VoteCursor() {}

  /** Returns the place after a vote. */
  public static String after(RecordedVote vote) {
    String place =
        Micros.of(vote.castAt()) + "\n" + vote.subject().poll() + "\n" + vote.subject().key();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
  }

  /**
   * Returns a vote of that place; its choice has no meaning.
   *
   * @throws InvalidInputException when the text is no cursor
   */
  public static RecordedVote vote(VoterId voter, String cursor) {
    try {
      String[] place = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split("\n", -1);
      if (place.length == 3) {
        return new RecordedVote(
            voter,
            SubjectId.of(place[1], place[2]),
            Choice.NONE,
            Micros.toInstant(Long.parseLong(place[0])));
      }
    } catch (RuntimeException e) {
      throw refused(e);
    }
    throw refused(null);
  }

  private static InvalidInputException refused(@Nullable RuntimeException cause) {
    return new InvalidInputException(
        "cursor", "must be null or the next of a page that votesOf has returned", cause);
  }
}
