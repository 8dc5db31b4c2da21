package io.voteengine.jdbc.apply.log;

import io.voteengine.VoterId;
import java.util.UUID;
import java.util.regex.Pattern;

/** The ids that replace those of erased voters. */
public final class ErasedIds {
  private static final String PREFIX = "erased-";
  private static final Pattern ID =
      Pattern.compile(PREFIX + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private ErasedIds() {}

  /** Returns an id that no voter has. */
  public static VoterId newId() {
    return VoterId.of(PREFIX + UUID.randomUUID());
  }

  /** Returns whether an id replaces that of an erased voter. */
  static boolean contains(VoterId voter) {
    return ID.matcher(voter.value()).matches();
  }
}
