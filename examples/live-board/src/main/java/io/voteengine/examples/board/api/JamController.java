package io.voteengine.examples.board.api;

import io.voteengine.examples.board.BoardProperties;
import io.voteengine.examples.board.catalog.JamQueue;
import io.voteengine.examples.board.security.Holder;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The jam queue: everybody sees it, its creator plays the next song. */
@RestController
@RequestMapping("/api/jam")
class JamController {
  private final JamQueue queue;
  private final String creator;

  JamController(JamQueue queue, BoardProperties properties) {
    this.queue = queue;
    this.creator = properties.jamCreator();
  }

  /**
   * The queue's past and present; what waits are the other subjects of the board.
   *
   * @param creator who may play the next song
   * @param plays the present one last
   */
  record JamView(String creator, List<JamQueue.Play> plays) {}

  @GetMapping
  JamView jam() {
    return new JamView(creator, queue.plays());
  }

  /**
   * Which song was playing on the creator's page.
   *
   * @param after number of its play; 0 before the first
   */
  record Next(long after) {}

  @PostMapping("/next")
  JamView next(@RequestBody Next next, @AuthenticationPrincipal Holder holder) {
    if (!holder.name().equals(creator)) {
      throw new ErrorResponseException(HttpStatus.FORBIDDEN);
    }
    queue.next(next.after());
    return jam();
  }
}
