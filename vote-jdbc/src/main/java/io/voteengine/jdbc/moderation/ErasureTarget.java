package io.voteengine.jdbc.moderation;

import static java.util.stream.Collectors.toSet;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a voter's id is on one subject. */
final class ErasureTarget {
  final SubjectId subject;

  /** The id of its tally; 0 where only a backup or the quarantine has the subject. */
  long tally;

  /** The requests of the voter's entries in the audit log. */
  final List<RequestId> log = new ArrayList<>();

  /** The request of the voter's vote; null when there is none. */
  @Nullable RequestId vote;

  /** Whether the id is anywhere else than in backups. */
  boolean present;

  /** How many backups of the poll there are, each of which may contain the id. */
  int backups;

  ErasureTarget(SubjectId subject) {
    this.subject = subject;
  }

  private int rows() {
    return 1 + log.size() + backups;
  }

  static Set<String> polls(List<ErasureTarget> traces) {
    return traces.stream().map(trace -> trace.subject.poll()).collect(toSet());
  }

  /** Splits traces into batches of about this many rows, without splitting a trace. */
  static List<List<ErasureTarget>> batches(List<ErasureTarget> traces, int rows) {
    List<List<ErasureTarget>> batches = new ArrayList<>();
    int room = 0;
    for (ErasureTarget trace : traces) {
      if (batches.isEmpty() || trace.rows() > room) {
        batches.add(new ArrayList<>());
        room = rows;
      }
      batches.get(batches.size() - 1).add(trace);
      room -= trace.rows();
    }
    return batches;
  }
}
