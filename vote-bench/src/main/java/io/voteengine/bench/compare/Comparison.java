package io.voteengine.bench.compare;

import io.voteengine.bench.endpoint.EndpointKind;
import io.voteengine.bench.result.CompareFigures;
import io.voteengine.bench.result.CompareFigures.Contestant;
import io.voteengine.bench.result.CompareFigures.Round;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.workload.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All rounds of one workload. */
final class Comparison {
  private final ComparedRound round;
  private final CompareOptions options;
  private final Map<EndpointKind, List<Round>> rounds = new EnumMap<>(EndpointKind.class);

  Comparison(Servers servers, Workload workload, CompareOptions options) {
    this.round = new ComparedRound(servers, workload, options);
    this.options = options;
  }

  CompareFigures run() throws InterruptedException {
    if (options.warmUp > 0) {
      for (EndpointKind kind : options.contestants()) {
        round.run(kind, options.warmUp);
      }
    }
    for (int i = 0; i < options.rounds; i++) {
      for (EndpointKind kind : options.contestants()) {
        Round done = round.run(kind, options.seconds);
        rounds.computeIfAbsent(kind, any -> new ArrayList<>()).add(done);
        System.err.printf(
            "%s, round %d, %s: %,.0f accepted/s, %,.0f durable/s; %s%n",
            round.workload().text(),
            i + 1,
            kind.text(),
            done.accepted(),
            done.durable(),
            done.correctness().text());
      }
    }
    return new CompareFigures(
        round.workload().text(),
        options.ours.text(),
        options.contestants().stream().map(this::contestant).toList());
  }

  private Contestant contestant(EndpointKind kind) {
    List<Round> ours = rounds.getOrDefault(options.ours, List.of());
    List<Round> theirs = rounds.getOrDefault(kind, List.of());
    return new Contestant(
        kind.text(),
        theirs,
        IntStream.range(0, theirs.size())
            .mapToObj(i -> ours.get(i).durable() / theirs.get(i).durable())
            .toList(),
        IntStream.range(0, theirs.size())
            .mapToObj(i -> ours.get(i).accepted() / theirs.get(i).accepted())
            .toList());
  }
}
