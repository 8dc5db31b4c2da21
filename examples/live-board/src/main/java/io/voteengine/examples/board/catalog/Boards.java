package io.voteengine.examples.board.catalog;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.examples.board.BoardProperties;
import io.voteengine.poll.Series;
import io.voteengine.poll.Visibility;
import io.voteengine.poll.VoteBudget;
import io.voteengine.poll.Window;
import io.voteengine.subject.NewSubject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The three boards of the site, and the polls behind them. */
@Component
public class Boards {
  /** A poll for each day; today's products are voted up. */
  public static final String LAUNCH = "launch";

  /** One poll for ever; songs are voted up and down. */
  public static final String JAM = "jam";

  /**
   * One poll with a deadline, in which everybody has one vote, and whose counts show at its end.
   */
  public static final String LOGOS = "logos";

  /** All of them, in the order of the site's menu. */
  public static final List<String> ALL = List.of(LAUNCH, JAM, LOGOS);

  private final VoteEngine engine;
  private final Series launches;

  Boards(VoteEngine engine, BoardProperties properties) {
    this.engine = engine;
    this.launches =
        Series.daily(LAUNCH, properties.zone())
            .rules(rules -> rules.choices(Choice.UP).listedSubjects());
    define(properties.seed().contest());
  }

  /** At every start: what is recorded stays as it is. */
  private void define(Duration contest) {
    engine.polls().define(launches);
    engine.polls().define(Poll.named(JAM).listedSubjects());
    if (engine.polls().find(LOGOS).isEmpty()) {
      Instant deadline = Instant.now().plus(contest).truncatedTo(ChronoUnit.SECONDS);
      engine
          .polls()
          .define(
              Poll.named(LOGOS)
                  .choices(Choice.UP)
                  .votesPerVoter(1, VoteBudget.WhenSpent.MOVE)
                  .closesAt(deadline)
                  .listedSubjects()
                  .visibility(Visibility.AFTER_CLOSE));
    }
  }

  /**
   * Returns the poll that a name stands for: the name of a board is the poll of now.
   *
   * @param name name of a board or of a poll
   * @return the poll; empty where the site has none of this name
   */
  public Optional<Poll> poll(String name) {
    if (name.equals(LAUNCH)) {
      return Optional.of(engine.polls().current(LAUNCH));
    }
    return board(name).flatMap(board -> engine.polls().find(name));
  }

  /**
   * Returns the board that a poll belongs to.
   *
   * @param poll name of a poll, recorded or not
   * @return the board; empty where the site has no such poll
   */
  public Optional<String> board(String poll) {
    if (poll.equals(JAM) || poll.equals(LOGOS)) {
      return Optional.of(poll);
    }
    return launches.window(poll).map(window -> LAUNCH);
  }

  /**
   * Returns the poll of a launch day.
   *
   * @param day the day
   * @return its window
   */
  public Window launchOf(LocalDate day) {
    return launches.windowAt(day.atStartOfDay(launches.zone()).toInstant());
  }

  /**
   * Returns a poll with the rules of the launch board, for a day before the site began.
   *
   * @param window the window
   * @return the poll
   */
  public Poll launch(Window window) {
    return launches.poll(window);
  }

  /**
   * Lists items as subjects of the present poll of their board, so that they take votes.
   *
   * @param board the board
   * @param items the items; may be listed already
   */
  public void list(String board, List<Item> items) {
    List<NewSubject> subjects =
        items.stream()
            .map(
                item ->
                    NewSubject.of(item.key())
                        .postedAt(item.postedAt())
                        .owner(VoterId.of(item.maker())))
            .toList();
    Poll poll = poll(board).orElseThrow();
    engine.subjects().add(poll.name(), subjects);
    if (board.equals(LAUNCH)) {
      Window tomorrow = launches.next(launches.windowAt(Instant.now()));
      engine.subjects().add(tomorrow.name(), subjects);
    }
  }
}
