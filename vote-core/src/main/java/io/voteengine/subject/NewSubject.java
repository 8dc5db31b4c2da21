package io.voteengine.subject;

import io.voteengine.InvalidInputException;
import io.voteengine.VoterId;
import io.voteengine.util.IdRules;
import io.voteengine.util.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subject as a host lists it. Immutable: the methods that change a part return a copy.
 *
 * @param key the subject's key within its poll, 1 to 128 UTF-8 bytes without control characters. It
 *     is best made of the host's own id: a title changes, and a key does not
 * @param postedAt when the subject was posted, kept to the microsecond, from which {@link
 *     io.voteengine.ranking.Ranking#HOT} counts its age; null: as it is recorded, and if nothing
 *     is, the time of its first vote
 * @param owner to whom the subject belongs; null: as it is recorded
 */
public record NewSubject(String key, @Nullable Instant postedAt, @Nullable VoterId owner) {
  /**
   * Checks the parts.
   *
   * @throws InvalidInputException when the key breaks the rules of {@link io.voteengine.SubjectId}
   * @throws IllegalArgumentException when the posting time is out of range
   */
  public NewSubject {
    IdRules.check("subject", key);
    postedAt = postedAt == null ? null : Micros.check("postedAt", postedAt);
  }

  /**
   * Returns a subject without posting time and owner.
   *
   * @param key see {@link NewSubject}
   * @return the subject
   */
  public static NewSubject of(String key) {
    return new NewSubject(key, null, null);
  }

  /**
   * Returns a copy of this subject with a posting time.
   *
   * @param postedAt see {@link NewSubject}
   * @return the subject
   */
  public NewSubject postedAt(Instant postedAt) {
    return new NewSubject(key, postedAt, owner);
  }

  /**
   * Returns a copy of this subject with an owner.
   *
   * @param owner see {@link NewSubject}
   * @return the subject
   */
  public NewSubject owner(VoterId owner) {
    return new NewSubject(key, postedAt, owner);
  }
}
