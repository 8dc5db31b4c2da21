package io.voteengine.engine;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.read.PageSize;
import io.voteengine.engine.read.Terms;
import io.voteengine.poll.PollException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerSubjects;
import io.voteengine.subject.NewSubject;
import io.voteengine.subject.Subject;
import io.voteengine.subject.Subjects;
import io.voteengine.util.IdRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Subjects are recorded in the ledger; the store loads them from there when a vote needs them, and
 * again after a change.
 */
final class EngineSubjects implements Subjects {
  private final VoteLedger ledger;
  private final VoteReconciler reconciler;
  private final Lifecycle lifecycle;
  private final Terms terms;

  EngineSubjects(VoteLedger ledger, VoteReconciler reconciler, Lifecycle lifecycle, Terms terms) {
    this.ledger = ledger;
    this.reconciler = reconciler;
    this.lifecycle = lifecycle;
    this.terms = terms;
  }

  @Override
  public int add(String poll, List<NewSubject> subjects) {
    IdRules.check("poll", poll);
    List<NewSubject> added = List.copyOf(subjects);
    check(added, NewSubject::key);
    return change(
        Set.of(poll),
        added,
        subject -> SubjectId.of(poll, subject.key()),
        (partition, some) -> recorded().add(partition, poll, some));
  }

  @Override
  public int withdraw(List<SubjectId> subjects) {
    return change(subjects, (partition, some) -> recorded().withdraw(partition, some));
  }

  @Override
  public int bringBack(List<SubjectId> subjects) {
    return change(subjects, (partition, some) -> recorded().bringBack(partition, some));
  }

  @Override
  public boolean changeOwner(SubjectId subject, @Nullable VoterId owner) {
    Objects.requireNonNull(subject, "subject");
    return change(
            List.of(subject),
            (partition, one) -> recorded().changeOwner(partition, subject, owner) ? 1 : 0)
        > 0;
  }

  private int change(List<SubjectId> subjects, BiFunction<Integer, List<SubjectId>, Integer> work) {
    List<SubjectId> changed = List.copyOf(subjects);
    check(changed, subject -> subject);
    Set<String> polls = new HashSet<>();
    changed.forEach(subject -> polls.add(subject.poll()));
    return change(polls, changed, subject -> subject, work);
  }

  /** Changes the subjects of one partition after the other, and has the store reload them. */
  private <S> int change(
      Set<String> polls,
      List<S> subjects,
      Function<S, SubjectId> idOf,
      BiFunction<Integer, List<S>, Integer> work) {
    return lifecycle.whileOpen(
        () -> {
          polls.forEach(this::learn);
          Map<Integer, List<S>> byPartition = new TreeMap<>();
          for (S subject : subjects) {
            byPartition
                .computeIfAbsent(
                    terms.partitionOf(idOf.apply(subject)), partition -> new ArrayList<>())
                .add(subject);
          }
          int changed = 0;
          try {
            for (Map.Entry<Integer, List<S>> some : byPartition.entrySet()) {
              changed += work.apply(some.getKey(), some.getValue());
            }
          } finally {
            if (changed > 0) {
              // What does not answer now reloads them as soon as it does.
              reconciler.heal();
            }
          }
          return changed;
        });
  }

  /** Which partition has a subject depends on what kind of poll it belongs to. */
  private void learn(String poll) {
    terms.learn(
        ledger
            .polls()
            .find(poll)
            .orElseThrow(
                () -> new PollException("No poll '" + poll + "' is recorded: define it first."))
            .poll());
  }

  private static <T> void check(List<T> subjects, Function<T, ?> key) {
    if (subjects.size() > MOST) {
      throw new IllegalArgumentException(
          "subjects must be at most "
              + MOST
              + ", in several calls if there are more: "
              + subjects.size());
    }
    Set<Object> keys = new HashSet<>();
    for (T subject : subjects) {
      if (!keys.add(key.apply(subject))) {
        throw new IllegalArgumentException(
            "subjects must have each subject once: " + key.apply(subject));
      }
    }
  }

  @Override
  public Optional<Subject> find(SubjectId subject) {
    Objects.requireNonNull(subject, "subject");
    return lifecycle.whileOpen(
        () -> {
          ledger.polls().find(subject.poll()).ifPresent(found -> terms.learn(found.poll()));
          return recorded().find(terms.partitionOf(subject), List.of(subject)).stream().findFirst();
        });
  }

  @Override
  public List<Subject> list(String poll, @Nullable SubjectId after, int limit) {
    IdRules.check("poll", poll);
    PageSize.check(limit);
    if (after != null && !after.poll().equals(poll)) {
      throw new IllegalArgumentException("after must be of the poll '" + poll + "': " + after);
    }
    return lifecycle.whileOpen(() -> recorded().list(poll, after, limit));
  }

  @Override
  public long ownerScore(VoterId owner) {
    Objects.requireNonNull(owner, "owner");
    return lifecycle.whileOpen(() -> recorded().ownerScore(owner));
  }

  private LedgerSubjects recorded() {
    return ledger.subjects();
  }
}
