package io.voteengine.examples.launch;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of the crowd that one thread plays. Most visitors look at a product and vote. Some click
 * twice, some change their minds, some phones send a vote again, and some people cannot stop
 * clicking. For use by one thread.
 */
final class Visitors {
  private static final int IMPATIENT_CLICKS = 9;

  private final Crowd crowd;
  private final Random random;
  private final Consumer<VoteRequest> cast;
  private @Nullable VoteRequest last;

  Visitors(Crowd crowd, long seed, Consumer<VoteRequest> cast) {
    this.crowd = crowd;
    this.random = new Random(seed);
    this.cast = cast;
  }

  /** Plays one visitor, who clicks once or more often. */
  void visit(double dayGone) {
    VoteRequest before = last;
    int mood = random.nextInt(100);
    if (mood < 6 && before != null) {
      changeOfMind(before);
    } else {
      VoteRequest vote = vote(dayGone);
      cast.accept(vote);
      last = vote;
      if (mood < 12) {
        cast.accept(
            VoteRequest.cast(vote.voter(), vote.subject(), vote.choice())); // a double click
      } else if (mood < 16) {
        cast.accept(vote); // a retry: the same request id
      } else if (mood < 18) {
        keepClicking(vote);
      }
    }
  }

  private VoteRequest vote(double dayGone) {
    VoterId voter = crowd.voter(random);
    SubjectId product = crowd.product(random, dayGone);
    Choice choice = crowd.likes(random, product) ? UP : DOWN;
    return VoteRequest.cast(voter, product, choice)
        .requestId(RequestId.of(new UUID(random.nextLong(), random.nextLong())));
  }

  private void changeOfMind(VoteRequest before) {
    Choice other = before.choice() == UP ? DOWN : UP;
    Choice choice = random.nextBoolean() ? NONE : other;
    cast.accept(VoteRequest.cast(before.voter(), before.subject(), choice));
  }

  /** Clicks up, off, up, off, until the limiter refuses. */
  private void keepClicking(VoteRequest vote) {
    for (int i = 1; i < IMPATIENT_CLICKS; i++) {
      cast.accept(VoteRequest.toggle(vote.voter(), vote.subject(), UP));
    }
  }
}
