package io.voteengine.examples.replay;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.query.AuditReport;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.VoteLedger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The result of a replay, and what the ledger holds afterwards. The second group of figures is the
 * ledger's own, and covers all votes of the poll, including those of earlier replays.
 *
 * @param votes votes of the file
 * @param accepted those that changed a voter's choice
 * @param unchanged those that said what the voter had said already, or had been replayed before
 * @param refused all others, such as a vote that is older than the voter's recorded one
 * @param conflicts lines left out, because another one of the same voter, subject and time says
 *     another choice and counts: UP before DOWN before NONE
 * @param up count of votes rows that are UP
 * @param down count of votes rows that are DOWN
 * @param voters voters of the file whose votes were accepted or unchanged
 * @param subjects subjects with a tally
 * @param exact whether tallies, votes rows, audit log and the engine's ranking agree
 * @param seconds from the first cast until the ledger had everything
 * @param votesPerSecond {@code votes / seconds}
 * @param ackP50Ms median time to the answer of a cast, with the chosen {@code --ack}
 * @param ackP99Ms time that 99 % of the answers took at most
 * @param durableP99Ms time after which the ledger had 99 % of the votes
 * @param top subjects with the highest scores, highest first
 */
record ReplayReport(
    long votes,
    long accepted,
    long unchanged,
    long refused,
    long conflicts,
    long up,
    long down,
    long voters,
    long subjects,
    boolean exact,
    BigDecimal seconds,
    BigDecimal votesPerSecond,
    double ackP50Ms,
    double ackP99Ms,
    double durableP99Ms,
    List<Standing> top) {

  /** A subject's place in the ranking. */
  record Standing(String subject, long up, long down, long score) {
    static Standing of(SubjectId subject, Tally tally) {
      return new Standing(subject.key(), tally.up(), tally.down(), tally.score());
    }
  }

  private static final int SHOWN = 10;
  private static final int COMPARED = 10_000;
  private static final double MEDIAN = 50;
  private static final double P99 = 99;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  static ReplayReport of(
      String poll, VoteEngine engine, VoteLedger ledger, ReplayCounts counts, long nanos) {
    AuditReport audit = engine.auditNow(poll);
    List<Standing> standings =
        engine.top(poll, COMPARED).stream()
            .map(view -> Standing.of(view.subject(), view.tally()))
            .toList();
    boolean agree = standings.equals(recorded(poll, ledger));
    BigDecimal seconds = rounded(nanos / (double) TimeUnit.SECONDS.toNanos(1));
    long votes = counts.answered();
    return new ReplayReport(
        votes,
        counts.accepted.sum(),
        counts.unchanged.sum(),
        counts.refused.sum(),
        counts.conflicts.sum(),
        audit.votes().up(),
        audit.votes().down(),
        counts.voters(),
        audit.subjects(),
        audit.exact() && agree,
        seconds,
        seconds.signum() == 0 ? seconds : rounded(votes / seconds.doubleValue()),
        counts.ack.millis(MEDIAN),
        counts.ack.millis(P99),
        counts.durable.millis(P99),
        standings.stream().limit(SHOWN).toList());
  }

  private static List<Standing> recorded(String poll, VoteLedger ledger) {
    return ledger.records().top(poll, Ranking.SCORE, COMPARED).stream()
        .map(ranked -> Standing.of(ranked.subject(), ranked.tally()))
        .toList();
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
  }

  /** Returns the report as JSON in UTF-8, with names in snake_case. */
  byte[] json() {
    return JSON.writeValueAsBytes(this);
  }
}
