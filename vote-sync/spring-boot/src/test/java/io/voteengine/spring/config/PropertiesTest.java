package io.voteengine.spring.config;

import static io.voteengine.spring.testing.Contexts.inMemory;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RateLimit;
import io.voteengine.VoteEngine;
import io.voteengine.poll.VoteBudget;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

class PropertiesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "voteengine.partitions=12|voteengine.partitions",
        "voteengine.accepted-deadline=0s|voteengine.accepted-deadline",
        "voteengine.drain-timeout=-1s|voteengine.drain-timeout",
        "voteengine.max-pending=0|voteengine.max-pending",
        "voteengine.loader-threads=257|voteengine.loader-threads",
        "voteengine.limit-per-voter.permits=3|voteengine.limit-per-voter.per",
        "voteengine.ledger.backup-retention=1h|voteengine.ledger.backup-retention",
        "voteengine.reconciler.threads=65|voteengine.reconciler.threads",
        "voteengine.reconciler.lease=1ms|voteengine.reconciler.lease",
        "voteengine.live.tick=1ms|voteengine.live.tick",
        "voteengine.polls.posts.votes-per-voter=0|voteengine.polls.posts.votes-per-voter",
        "voteengine.polls.posts.limit.per=1s|voteengine.polls.posts.limit.permits",
        "voteengine.series.launch.ahead=1|voteengine.series.launch.zone",
        "voteengine.series.launch.zone=Mars/Base|voteengine.series.launch.zone",
      })
  void wrongValueIsRefusedByItsProperty(String property, String named) {
    inMemory()
        .withPropertyValues(property)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                    .extracting("name")
                    .isEqualTo(named));
  }

  @Test
  void unknownPropertyIsRefusedByItsName() {
    inMemory()
        .withPropertyValues("voteengine.patitions=8")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(UnboundConfigurationPropertiesException.class)
                    .hasMessageContaining("voteengine.patitions"));
  }

  @Test
  void rulesOfAPollAreRead() {
    inMemory()
        .withPropertyValues(
            "voteengine.polls.logos.choices=UP",
            "voteengine.polls.logos.opens-at=2027-01-15T09:00:00Z",
            "voteengine.polls.logos.closes-at=2027-01-16T09:00:00Z",
            "voteengine.polls.logos.limit.permits=3",
            "voteengine.polls.logos.limit.per=1m",
            "voteengine.polls.logos.votes-per-voter=2",
            "voteengine.polls.logos.when-spent=move")
        .run(
            context ->
                assertThat(context.getBean(VoteEngine.class).polls().find("logos"))
                    .contains(
                        Poll.named("logos")
                            .choices(Choice.UP)
                            .opensAt(Instant.parse("2027-01-15T09:00:00Z"))
                            .closesAt(Instant.parse("2027-01-16T09:00:00Z"))
                            .limit(3, Duration.ofMinutes(1))
                            .votesPerVoter(2, VoteBudget.WhenSpent.MOVE)));
  }

  @Test
  void seriesIsRead() {
    inMemory()
        .withPropertyValues(
            "voteengine.series.launch.every=week",
            "voteengine.series.launch.on=friday",
            "voteengine.series.launch.at=18:00",
            "voteengine.series.launch.zone=Europe/Lisbon",
            "voteengine.series.launch.rules.choices=UP",
            "voteengine.series.launch.rules.limit.permits=2",
            "voteengine.series.launch.rules.limit.per=1h")
        .run(
            context -> {
              Poll current = context.getBean(VoteEngine.class).polls().current("launch");
              assertThat(current.name()).startsWith("launch-");
              assertThat(current.limit()).isEqualTo(new RateLimit(2, Duration.ofHours(1)));
              assertThat(current.choices()).containsExactly(Choice.UP);
            });
  }
}
