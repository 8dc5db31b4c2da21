package io.voteengine.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one call has finalized.
 *
 * @param poll name of the poll
 * @param finalization how far it is now; null: it has not begun
 * @param podium the top of the result; empty until the poll is sealed
 * @param updated number of subjects whose result this call has completed; 0 where it was complete
 *     before
 * @param backupCreated whether this call has taken a backup
 * @param warnings what an operator should know although it stops nothing
 * @param failure why the finalization is not complete; null: it is
 */
public record FinalizationReport(
    String poll,
    @Nullable Finalization finalization,
    Podium podium,
    long updated,
    boolean backupCreated,
    List<String> warnings,
    @Nullable String failure) {
  /** Copies the list. */
  public FinalizationReport {
    Objects.requireNonNull(poll, "poll");
    Objects.requireNonNull(podium, "podium");
    warnings = List.copyOf(warnings);
  }

  /**
   * Returns whether the result is final and complete.
   *
   * @return false where a phase failed
   */
  public boolean success() {
    return failure == null;
  }

  /**
   * Returns one sentence about the outcome.
   *
   * @return a text for people
   */
  public String message() {
    if (failure != null) {
      return failure;
    }
    return updated == 0 && !backupCreated
        ? "The poll '" + poll + "' was finalized before; nothing was changed."
        : "The poll '" + poll + "' is finalized: " + updated + " subjects.";
  }

  /**
   * Returns the report for a web interface: {@code success}, {@code updated}, {@code top3}, {@code
   * backupCreated} and {@code message}, of which {@code top3} is a list of maps with {@code place},
   * {@code subject}, {@code votes}, {@code up} and {@code down}.
   *
   * @return a new map, in this order
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("success", success());
    map.put("updated", updated);
    map.put("top3", podium.places().stream().limit(3).map(FinalizationReport::toMap).toList());
    map.put("backupCreated", backupCreated);
    map.put("message", message());
    return map;
  }

  private static Map<String, Object> toMap(RankedStanding ranked) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("place", ranked.place());
    map.put("subject", ranked.standing().subject().key());
    map.put("votes", ranked.score());
    map.put("up", ranked.standing().up());
    map.put("down", ranked.standing().down());
    return map;
  }
}
