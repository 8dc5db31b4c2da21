package io.voteengine.tck.ledger.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random batches with late votes, votes of one moment, repeated batches and recoveries with
 * salvage; after each step the ledger is compared with a model, and its audit must be exact (I1).
 */
public abstract class LedgerModelContract extends LedgerCase {
  private static final List<Choice> CHOICES = List.of(Choice.values());
  private static final int STEPS = 40;
  private static final long START = 1_700_000_000_000_000L;

  private final LedgerModel model = new LedgerModel();
  private final List<SubjectId> subjects =
      IntStream.range(0, 4).mapToObj(i -> subject("posts", 0, i)).toList();
  private final List<VoterId> voters =
      IntStream.range(0, 5).mapToObj(i -> VoterId.of("voter-" + i)).toList();

  protected LedgerModelContract(VoteLedgerContract suite) {
    super(suite);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void ledgerIsWhatTheModelSays(long seed) {
    Random random = new Random(seed);
    FakeJournal serving = journal;
    List<JournalEvent> applied = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      Position before = serving.position();
      castSome(random, serving);
      List<JournalEvent> events = serving.take();
      if (random.nextInt(5) > 0) {
        assertThat(ledger.apply(before, events)).isInstanceOf(ApplyResult.Applied.class);
        assertThat(ledger.apply(before, events)).isEqualTo(ApplyResult.Refused.FENCED);
        applied.addAll(events);
        model.take(events);
        assertThat(ledger.position(0)).isEqualTo(serving.position());
      } else {
        serving = recover(random, before.term(), applied, events);
      }
      compare();
    }
  }

  /** The store dies with some of the unapplied events, and may have lost some of the applied. */
  private FakeJournal recover(
      Random random, Term before, List<JournalEvent> applied, List<JournalEvent> unapplied) {
    Term next = new Term(0, before.epoch() + 1, "s" + random.nextInt(3));
    List<JournalEvent> salvage = new ArrayList<>(applied);
    salvage.addAll(unapplied.subList(0, random.nextInt(unapplied.size() + 1)));
    assertThat(ledger.recover(before, salvage, next)).isTrue();
    model.take(salvage);
    applied.clear();
    assertThat(ledger.position(0)).isEqualTo(new Position(next, 0, JournalEvent.CHAIN_START));
    return new FakeJournal(next);
  }

  private void castSome(Random random, FakeJournal serving) {
    int votes = 1 + random.nextInt(random.nextInt(4) == 0 ? 200 : 8);
    for (int i = 0; i < votes; i++) {
      serving.vote(
          subjects.get(random.nextInt(subjects.size())),
          voters.get(random.nextInt(voters.size())),
          CHOICES.get(random.nextInt(3)),
          START + random.nextInt(50),
          RequestId.of(new UUID(random.nextLong(), random.nextLong())));
      if (random.nextInt(20) == 0) {
        serving.close("posts");
      }
    }
  }

  private void compare() {
    assertThat(
            ledger.subjects(0, subjects).value().stream()
                .map(LedgerModelContract::withoutLeaps)
                .toList())
        .isEqualTo(subjects.stream().map(this::expected).toList());
    for (VoterId voter : voters) {
      assertThat(
              ledger.votes(0, subjects.stream().map(s -> new VoteKey(s, voter)).toList()).value())
          .extracting(VoteSnapshot::choice)
          .isEqualTo(subjects.stream().map(subject -> model.choice(subject, voter)).toList());
    }
    assertThat(ledger.records().history("posts", 100_000)).hasSize(model.logged());
    assertExact("posts");
  }

  private SubjectSnapshot expected(SubjectId subject) {
    long version = model.versions.getOrDefault(subject, 0L);
    return new SubjectSnapshot(
        subject, model.up(subject), model.down(subject), version, version == 0);
  }

  private static SubjectSnapshot withoutLeaps(SubjectSnapshot found) {
    return new SubjectSnapshot(
        found.subject(),
        found.up(),
        found.down(),
        found.version() % VoteLedger.LEAP,
        found.complete());
  }
}
