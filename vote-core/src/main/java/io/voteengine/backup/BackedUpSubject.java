package io.voteengine.backup;

import io.voteengine.SubjectId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A subject in a backup.
 *
 * @param subject the subject
 * @param up votes in favour in the backup
 * @param down votes against in the backup
 * @param takenAt when the backup was taken
 * @param opensAt when the poll opened; null: it had no opening time
 * @param scoreNow the subject's present score in the ledger, before any restore
 */
public record BackedUpSubject(
    SubjectId subject,
    long up,
    long down,
    Instant takenAt,
    @Nullable Instant opensAt,
    long scoreNow) {
  /** Checks that nothing is null that must not be. */
  public BackedUpSubject {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(takenAt, "takenAt");
  }

  /**
   * Returns the subject for a web interface: {@code appId}, {@code votes}, {@code backedUpAt},
   * {@code launchDate} and {@code originalLikes}.
   *
   * @return a new map, in this order; {@code launchDate} is null where the poll had no opening time
   */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("appId", subject.key());
    map.put("votes", up - down);
    map.put("backedUpAt", takenAt);
    map.put("launchDate", opensAt);
    map.put("originalLikes", scoreNow);
    return map;
  }
}
