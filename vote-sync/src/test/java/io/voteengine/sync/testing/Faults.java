package io.voteengine.sync.testing;

import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.OutcomeUnknownException;
import io.voteengine.spi.StoreSignals;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.LedgerPolls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Puts a real store or ledger behind a connection that can fail before or after a call. */
public final class Faults {
  /** What happens to a call. */
  public enum Fault {
    NONE,
    /** The call is not executed, and the caller knows. */
    BEFORE,
    /** The call is executed, and the caller cannot know. */
    AFTER,
    /** The call is not executed, and the caller cannot know; for stores only. */
    LOST,
    /** The call is neither executed nor ever answered; for stores only. */
    HANGS
  }

  /** Chooses the fault, by the name of the method. */
  public interface Plan extends Function<String, Fault> {}

  /** The test opens and closes these, and may keep them longer than an engine. */
  private static final Set<String> OUTLIVES_ENGINES = Set.of("open", "close");

  private Faults() {}

  public static Plan none() {
    return always(Fault.NONE);
  }

  /** The same happens to every call. */
  public static Plan always(Fault fault) {
    return method -> fault;
  }

  /** It happens to every call of one method. */
  public static Plan on(String failing, Fault fault) {
    return method -> method.equals(failing) ? fault : Fault.NONE;
  }

  /** It happens to the next call of one method, and to none after it. */
  public static Few once(String failing, Fault fault) {
    return few(1, failing, fault);
  }

  /** It happens to the next calls of one method, and to none after them. */
  public static Few few(int times, String failing, Fault fault) {
    return new Few(times, failing, fault);
  }

  /** A fault that passes. */
  public static final class Few implements Plan {
    private final AtomicInteger left;
    private final String failing;
    private final Fault fault;

    private Few(int times, String failing, Fault fault) {
      this.left = new AtomicInteger(times);
      this.failing = failing;
      this.fault = fault;
    }

    @Override
    public Fault apply(String method) {
      return method.equals(failing) && left.getAndDecrement() > 0 ? fault : Fault.NONE;
    }

    /** Whether it has happened as often as it should. */
    public boolean isOver() {
      return left.get() <= 0;
    }
  }

  public static VoteStore store(Supplier<VoteStore> target, Plan plan) {
    return proxy(
        VoteStore.class,
        method -> {
          Fault fault = plan.apply(method.getName());
          if (!CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            // Not a call: a connection that is cut from the start carries no message.
            boolean cut = fault != Fault.NONE && method.getName().equals("signals");
            return args -> cut ? StoreSignals.NONE : method.invoke(target.get(), args);
          }
          return args ->
              switch (fault) {
                case NONE -> method.invoke(target.get(), args);
                case BEFORE ->
                    CompletableFuture.failedStage(
                        new StoreUnavailableException("cut before " + method.getName(), null));
                case LOST ->
                    CompletableFuture.failedStage(
                        new VoteStoreException("lost before " + method.getName(), null));
                case AFTER ->
                    ((CompletionStage<?>) method.invoke(target.get(), args))
                        .thenCompose(
                            answer ->
                                CompletableFuture.failedStage(
                                    new VoteStoreException("cut after " + method.getName(), null)));
                case HANGS -> new CompletableFuture<>();
              };
        });
  }

  /**
   * Casts each vote, and loses its answer when the test says so. The failure's cause is made when
   * it is asked for.
   */
  public static VoteStore losingCasts(
      VoteStore target, CompletionStage<?> lost, Supplier<Throwable> cause) {
    return proxy(
        VoteStore.class,
        method ->
            args ->
                method.getName().equals("cast")
                    ? ((CompletionStage<?>) method.invoke(target, args))
                        .thenCompose(answer -> lost)
                        .thenCompose(now -> CompletableFuture.failedStage(new Lost(cause)))
                    : method.invoke(target, args));
  }

  /** Casts each vote, and gives its answer once the test lets it pass. */
  public static VoteStore delayingCasts(VoteStore target, Supplier<CompletionStage<?>> passes) {
    return proxy(
        VoteStore.class,
        method ->
            args ->
                method.getName().equals("cast")
                    ? ((CompletionStage<?>) method.invoke(target, args))
                        .thenCompose(answer -> passes.get().thenApply(now -> answer))
                    : method.invoke(target, args));
  }

  /** The journals of some partitions are never read to an end. */
  public static VoteStore silentJournals(VoteStore target, IntPredicate silent) {
    return proxy(
        VoteStore.class,
        method ->
            args ->
                method.getName().equals("journal") && silent.test((Integer) args[0])
                    ? new CompletableFuture<>()
                    : method.invoke(target, args));
  }

  /**
   * Held casts get no answer, and are executed when the test runs them, as by a server that was
   * suspended.
   */
  public static VoteStore holdingCasts(
      VoteStore target, BooleanSupplier holds, Queue<Runnable> held) {
    return proxy(
        VoteStore.class,
        method ->
            args -> {
              if (!method.getName().equals("cast") || !holds.getAsBoolean()) {
                return method.invoke(target, args);
              }
              held.add(
                  () -> target.cast((Term) args[0], (CastCommand) args[1], (Deadline) args[2]));
              return new CompletableFuture<>();
            });
  }

  @SuppressWarnings("serial") // is thrown, never written
  private static final class Lost extends CompletionException {
    private final Supplier<Throwable> cause;

    Lost(Supplier<Throwable> cause) {
      super("lost");
      this.cause = cause;
    }

    @Override
    public synchronized Throwable getCause() {
      return cause.get();
    }
  }

  public static VoteLedger ledger(VoteLedger target, Plan plan) {
    return failing(VoteLedger.class, target, plan);
  }

  /** Only the calls about polls fail. */
  public static VoteLedger polls(VoteLedger target, Plan plan) {
    LedgerPolls polls = failing(LedgerPolls.class, target.polls(), plan);
    return proxy(
        VoteLedger.class,
        method -> args -> method.getName().equals("polls") ? polls : method.invoke(target, args));
  }

  /** Only the calls about finalizations fail. */
  public static VoteLedger finalizations(VoteLedger target, Plan plan) {
    LedgerFinalizations finalizations =
        failing(LedgerFinalizations.class, target.finalizations().orElseThrow(), plan);
    return proxy(
        VoteLedger.class,
        method ->
            args ->
                method.getName().equals("finalizations")
                    ? Optional.of(finalizations)
                    : method.invoke(target, args));
  }

  private static <T> T failing(Class<T> type, T target, Plan plan) {
    return proxy(
        type,
        method -> {
          Fault fault = plan.apply(method.getName());
          return args -> {
            if (fault == Fault.BEFORE) {
              throw new VoteLedgerException("cut before " + method.getName(), null);
            }
            Object answer = method.invoke(target, args);
            if (fault == Fault.AFTER) {
              throw new OutcomeUnknownException("cut after " + method.getName(), null);
            }
            return answer;
          };
        });
  }

  private interface Call {
    Object with(Object[] args) throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Function<Method, Call> calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> {
              if (method.getName().equals("toString")) {
                return "faulty " + type.getSimpleName();
              }
              if (OUTLIVES_ENGINES.contains(method.getName())) {
                return null;
              }
              try {
                return calls.apply(method).with(args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
