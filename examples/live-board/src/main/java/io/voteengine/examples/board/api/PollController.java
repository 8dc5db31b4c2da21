package io.voteengine.examples.board.api;

import io.voteengine.InvalidInputException;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.examples.board.catalog.Boards;
import io.voteengine.examples.board.catalog.Item;
import io.voteengine.examples.board.catalog.Items;
import io.voteengine.examples.board.security.Holder;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The boards, for everyone. */
@RestController
@RequestMapping("/api/polls")
class PollController {
  private static final int MOST_SUBJECTS = 10_000;
  private static final int LARGEST_PAGE = 100;

  private final VoteEngine engine;
  private final Boards boards;
  private final Items items;
  private final Clock clock;

  PollController(VoteEngine engine, Boards boards, Items items, Clock clock) {
    this.engine = engine;
    this.boards = boards;
    this.items = items;
    this.clock = clock;
  }

  @GetMapping
  List<PollView> polls() {
    return Boards.ALL.stream().map(this::poll).toList();
  }

  /** Takes the name of a board, too: that of the launch board is the poll of today. */
  @GetMapping("/{poll}")
  PollView poll(@PathVariable String poll) {
    Poll found = find(poll);
    boolean sealed = engine.results().find(found.name()).isPresent();
    String board = boards.board(found.name()).orElseThrow();
    return PollView.of(board, found, clock.instant(), sealed);
  }

  @GetMapping("/{poll}/subjects")
  BoardPage subjects(
      @PathVariable String poll,
      @RequestParam(defaultValue = "SCORE") Ranking ranking,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "20") int size,
      @AuthenticationPrincipal @Nullable Holder holder) {
    Paging.size(size, LARGEST_PAGE);
    Paging.page(page, MOST_SUBJECTS / size - 1);
    String name = find(poll).name();
    List<Item> ranked = ranked(name, ranking, (page + 1) * size);
    List<Item> shown = ranked.stream().skip((long) page * size).limit(size).toList();
    VoterId reader = holder == null ? null : holder.voter().orElse(null);
    List<SubjectId> ids = shown.stream().map(item -> SubjectId.of(name, item.key())).toList();
    List<SubjectView> views = engine.page(ids, reader);
    List<BoardPage.Entry> entries = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      entries.add(BoardPage.Entry.of(shown.get(i), views.get(i)));
    }
    return new BoardPage(name, ranking, page, size, ranked.size(), entries);
  }

  /** What has votes, in its order; then what has none, newest first. */
  private List<Item> ranked(String poll, Ranking ranking, int limit) {
    Map<String, Item> rest = new LinkedHashMap<>();
    items.of(boards.board(poll).orElseThrow()).forEach(item -> rest.put(item.key(), item));
    List<Item> ordered = new ArrayList<>();
    for (SubjectId subject : top(poll, ranking, limit)) {
      Item item = rest.remove(subject.key());
      if (item != null) {
        ordered.add(item);
      }
    }
    List<Item> without = new ArrayList<>(rest.values());
    Collections.reverse(without);
    ordered.addAll(without);
    return ordered;
  }

  /** By score with every vote; by the others as the ledger has them, a second later at most. */
  private List<SubjectId> top(String poll, Ranking ranking, int limit) {
    return ranking == Ranking.SCORE
        ? engine.top(poll, limit).stream().map(SubjectView::subject).toList()
        : engine.records().top(poll, ranking, limit).stream().map(RankedSubject::subject).toList();
  }

  /**
   * Something new on a board.
   *
   * @param title 1 to 120 characters
   * @param tagline at most 200 characters
   */
  record NewItem(@Nullable String title, @Nullable String tagline) {}

  @PostMapping("/{board}/subjects")
  @ResponseStatus(HttpStatus.CREATED)
  Item add(
      @PathVariable String board,
      @RequestBody NewItem request,
      @AuthenticationPrincipal Holder holder) {
    if (!Boards.ALL.contains(board)) {
      throw new ErrorResponseException(HttpStatus.NOT_FOUND);
    }
    Item item =
        new Item(
            board,
            UUID.randomUUID().toString(),
            text("title", request.title(), 1, 120),
            text("tagline", request.tagline(), 0, 200),
            holder.name(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    items.add(item);
    boards.list(board, List.of(item));
    engine.live().publish(board + "-items", "{\"added\":\"" + item.key() + "\"}");
    return item;
  }

  private static String text(String field, @Nullable String text, int least, int most) {
    String trimmed = Objects.requireNonNullElse(text, "").strip();
    if (trimmed.length() < least || trimmed.length() > most) {
      throw new InvalidInputException(field, "must have " + least + " to " + most + " characters");
    }
    return trimmed;
  }

  private Poll find(String poll) {
    return boards.poll(poll).orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND));
  }
}
