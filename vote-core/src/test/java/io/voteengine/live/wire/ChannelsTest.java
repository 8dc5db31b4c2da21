package io.voteengine.live.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {
  @ParameterizedTest
  @CsvSource({
    "posts, 42, posts.42",
    "a.b, c.d, a%2Eb.c%2Ed",
    "50%, 100%, 50%25.100%25",
    "a%2Eb, c, a%252Eb.c",
    "posts, deadline, posts.%64eadline",
    "posts, votes, posts.votes",
    "deadline, 1, deadline.1",
    "pöll, '🙂', pöll.🙂"
  })
  void subjectHasOneChannel(String poll, String key, String channel) {
    SubjectId subject = SubjectId.of(poll, key);
    assertThat(Channels.of(subject)).isEqualTo(channel);
    assertThat(Channels.subject(channel)).contains(subject);
    assertThat(Channels.votes(subject)).isEqualTo(channel + ".votes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"posts", "posts.", ".42", "", ".", "posts.42.votes", "posts.deadline", "a..b"})
  void otherChannelIsOfNoSubject(String channel) {
    assertThat(Channels.subject(channel)).isEmpty();
  }

  @Test
  void deadlineIsOfThePoll() {
    assertThat(Channels.deadline("a.b")).isEqualTo("a%2Eb.deadline");
  }

  @Test
  void hiddenControlCharacterIsRefused() {
    assertThatThrownBy(() -> Channels.subject("posts.a%00b"))
        .isInstanceOf(InvalidInputException.class);
  }
}
