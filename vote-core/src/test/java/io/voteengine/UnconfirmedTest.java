package io.voteengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.spi.CastCommand;
import io.voteengine.spi.Position;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteKey;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnconfirmedTest {
  private static final RequestId REQUEST = RequestId.named("r");
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final VoteKey KEY = new VoteKey(POST, ADA);

  private final Unconfirmed unconfirmed = new Unconfirmed(2);

  private static Unconfirmed.Entry entry(long epoch, long seq) {
    CastCommand command =
        CastCommand.first(ADA, POST, Choice.UP, false, REQUEST, 0, 0, null, true)
            .resent(Choice.UP, seq);
    return new Unconfirmed.Entry(epoch, seq, command, new CompletableFuture<>());
  }

  private Unconfirmed.Settled watermark(long epoch, long seq) {
    return unconfirmed.watermark(new Position(new Term(1, epoch, "server"), seq, 0));
  }

  @Test
  void aRequestIsHereUntilTheWatermarkHasPassedEachOfItsAnswers() {
    unconfirmed.keep(1, entry(1, 5));
    unconfirmed.keep(1, entry(1, 6));
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isTrue();
    assertThat(unconfirmed.has(0, KEY, REQUEST)).isFalse();
    assertThat(watermark(1, 5).durable()).hasSize(1);
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isTrue();
    assertThat(watermark(1, 6).durable()).hasSize(1);
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isFalse();
    assertThat(unconfirmed.size()).isZero();
  }

  @Test
  void aRequestThatIsSentAgainIsHereUntilItIsDurableOrForgotten() {
    unconfirmed.keep(1, entry(1, 5));
    Unconfirmed.Entry sent = watermark(2, 0).sendAgain().get(0);
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isTrue();
    assertThat(unconfirmed.size()).isEqualTo(1);
    unconfirmed.keep(1, sent, entry(2, 1));
    assertThat(unconfirmed.size()).isEqualTo(1);
    sent = watermark(3, 0).sendAgain().get(0);
    unconfirmed.forget(1, sent);
    unconfirmed.forget(1, sent);
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isFalse();
    assertThat(unconfirmed.size()).isZero();
  }

  @Test
  void whatIsClearedIsNotHere() {
    unconfirmed.keep(1, entry(1, 5));
    watermark(2, 0);
    unconfirmed.keep(1, entry(2, 7));
    assertThat(unconfirmed.clear()).hasSize(2);
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isFalse();
    assertThat(unconfirmed.size()).isZero();
  }
}
