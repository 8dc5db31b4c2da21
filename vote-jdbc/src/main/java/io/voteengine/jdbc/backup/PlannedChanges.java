package io.voteengine.jdbc.backup;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.backup.SubjectChange;
import io.voteengine.spi.journal.VoteEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what a restore would write. */
final class PlannedChanges {
  private final Map<SubjectId, SubjectChange> changes = new TreeMap<>();

  void add(List<VoteEvent> events) {
    for (VoteEvent event : events) {
      long up = is(event.choice(), Choice.UP) - is(event.previous(), Choice.UP);
      long down = is(event.choice(), Choice.DOWN) - is(event.previous(), Choice.DOWN);
      changes.merge(
          event.subject(),
          new SubjectChange(event.subject(), 1, up, down),
          (a, b) ->
              new SubjectChange(
                  a.subject(), a.votes() + b.votes(), a.up() + b.up(), a.down() + b.down()));
    }
  }

  private static int is(Choice choice, Choice wanted) {
    return choice == wanted ? 1 : 0;
  }

  List<SubjectChange> all() {
    return List.copyOf(changes.values());
  }
}
