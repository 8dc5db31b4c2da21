package io.voteengine.sync.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.live.Interest;
import io.voteengine.live.wire.WireCodec;
import io.voteengine.live.wire.WireConnection.CloseReason;
import io.voteengine.live.wire.WireOptions;
import io.voteengine.live.wire.WireSession;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of the live protocol, on an engine that counts. */
class WireSessionTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId SUBJECT = SubjectId.of("posts", "42");
  private static final WireCodec CODEC = WireCodec.create();
  private static final WireOptions OPTIONS =
      WireOptions.defaults()
          .authenticator(
              token ->
                  token.startsWith("voter:")
                      ? Optional.of(VoterId.of(token.substring(6)))
                      : Optional.empty())
          .access(
              (voter, interest) -> !(interest instanceof Interest.InChannel) || ADA.equals(voter))
          .spread(Duration.ofSeconds(7));

  private final Cluster cluster = new Cluster();
  private final Client client = new Client();
  private final VoteEngine engine = cluster.node(Reconciler.withDefaults());

  @BeforeEach
  void definePoll() {
    engine.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private WireSession open(@Nullable VoterId voter) {
    return WireSession.open(engine.live(), CODEC, OPTIONS, client, voter);
  }

  private WireSession subscribed(@Nullable VoterId voter, String topics) {
    WireSession session = open(voter);
    session.receive("{\"subscribe\":{\"protocol\":1," + topics + "}}");
    return session;
  }

  private void cast(String voter, Choice choice) {
    engine.cast(VoterId.of(voter), SUBJECT, choice).orElseThrow();
  }

  @Test
  void clientGetsTheSnapshotAndThenUpdates() {
    cast("bob", Choice.UP);
    subscribed(null, "\"subjects\":[[\"posts\",\"42\"]],\"states\":[\"posts\"]");
    client.await("{\"u\":[\"posts\",\"42\",1,0,");
    client.await("{\"poll\":{\"poll\":\"posts\",\"stage\":\"OPEN\",\"occasion\":\"SNAPSHOT\"");
    cast("eve", Choice.DOWN);
    client.await("{\"u\":[\"posts\",\"42\",1,1,");
    assertThat(client.frames().get(0)).startsWith("{\"snapshot\":{\"protocol\":1,\"now\":");
    assertThat(client.frames("own")).isEmpty();
  }

  @Test
  void ownChoiceComesBeforeTheCountsWithIt() {
    cast("ada", Choice.UP);
    subscribed(ADA, "\"subjects\":[[\"posts\",\"42\"]]");
    client.await("{\"u\":[\"posts\",\"42\",1,0,");
    assertThat(client.indexOf("{\"own\":[\"posts\",\"42\",\"UP\","))
        .isLessThan(client.indexOf("{\"u\":[\"posts\",\"42\",1,0,"));
    cast("ada", Choice.DOWN);
    client.await("{\"own\":[\"posts\",\"42\",\"DOWN\",");
    client.await("{\"u\":[\"posts\",\"42\",0,1,");
  }

  @Test
  void knownVersionIsNotSentAgain() {
    cast("bob", Choice.UP);
    var tally = engine.cast(VoterId.of("eve"), SUBJECT, Choice.UP).orElseThrow().tally();
    subscribed(
        null,
        "\"subjects\":[[\"posts\",\"42\","
            + tally.epoch()
            + ","
            + tally.version()
            + "],[\"posts\",\"43\"]]");
    client.await("{\"u\":[\"posts\",\"43\",0,0,");
    cast("joe", Choice.UP);
    client.await("{\"u\":[\"posts\",\"42\",3,0,");
    assertThat(client.frames("u")).hasSize(2);
  }

  @Test
  void votesComeAsEventsWhereTheyAreWanted() {
    cast("bob", Choice.UP);
    WireSession session =
        subscribed(
            null,
            "\"subjects\":[[\"posts\",\"42\"],[\"posts\",\"43\"]],\"votes\":[[\"posts\",\"42\"]]");
    client.await("{\"u\":[\"posts\",\"42\",1,0,");
    cast("eve", Choice.UP);
    client.await("{\"cast\":[\"posts\",\"42\",1]}");
    cast("eve", Choice.NONE);
    client.await("{\"removed\":[\"posts\",\"42\",1]}");
    cast("bob", Choice.DOWN); // Nobody more, nobody less.
    client.await("{\"u\":[\"posts\",\"42\",0,1,");
    session.receive("{\"untrack\":{\"votes\":[[\"posts\",\"42\"]]}}");
    cast("joe", Choice.UP);
    client.await("{\"u\":[\"posts\",\"42\",1,1,");
    assertThat(client.frames("cast")).hasSize(1);
    assertThat(client.frames("removed")).hasSize(1);
  }

  @Test
  void topicsChangeInPlace() {
    WireSession session = subscribed(null, "\"subjects\":[[\"posts\",\"42\"]]");
    client.await("{\"u\":[\"posts\",\"42\",0,0,");
    session.receive("{\"untrack\":{\"subjects\":[[\"posts\",\"42\"]]}}");
    session.receive("{\"track\":{\"subjects\":[[\"posts\",\"43\"]]}}");
    client.await("{\"u\":[\"posts\",\"43\",0,0,");
    cast("bob", Choice.UP);
    engine.cast(VoterId.of("bob"), SubjectId.of("posts", "43"), Choice.UP).orElseThrow();
    client.await("{\"u\":[\"posts\",\"43\",1,0,");
    assertThat(client.frames("u"))
        .noneMatch(frame -> frame.startsWith("{\"u\":[\"posts\",\"42\",1"));
  }

  @Test
  void secondSubscribeReplacesTheFirst() {
    WireSession session = subscribed(null, "\"subjects\":[[\"posts\",\"42\"]]");
    client.await("{\"u\":[\"posts\",\"42\",0,0,");
    session.receive("{\"subscribe\":{\"protocol\":1,\"subjects\":[[\"posts\",\"43\"]]}}");
    client.await("{\"u\":[\"posts\",\"43\",0,0,");
    cast("bob", Choice.UP);
    engine.cast(VoterId.of("bob"), SubjectId.of("posts", "43"), Choice.UP).orElseThrow();
    client.await("{\"u\":[\"posts\",\"43\",1,0,");
    assertThat(client.frames("u")).hasSize(3);
    assertThat(client.frames("snapshot")).hasSize(2);
  }

  @Test
  void refusedFrameIsAnsweredAndHasNoEffect() {
    WireSession session = subscribed(null, "\"subjects\":[[\"posts\",\"42\"]]");
    session.receive("{\"track\":{\"subjects\":[[\"posts\",\"43\"],[\"\",\"44\"]]}}");
    session.receive("nonsense");
    client.await("{\"u\":[\"posts\",\"42\",0,0,");
    assertThat(client.frames("error"))
        .containsExactly(
            "{\"error\":{\"code\":\"INVALID\",\"message\":\"poll is empty\"}}",
            "{\"error\":{\"code\":\"INVALID\",\"message\":\"frame is not well-formed JSON, or"
                + " repeats a name\"}}");
    assertThat(client.closes()).isEmpty();
  }

  @Test
  void frameBeforeSubscribeIsRefused() {
    open(null).receive("{\"track\":{\"subjects\":[[\"posts\",\"42\"]]}}");
    assertThat(client.frames())
        .containsExactly(
            "{\"error\":{\"code\":\"INVALID\",\"message\":\"frame must not come before"
                + " subscribe\"}}");
  }

  @Test
  void tooManyTopicsAreRefused() {
    WireSession session = subscribed(null, "\"subjects\":[[\"posts\",\"42\"]]");
    for (int batch = 0; batch < 4; batch++) {
      StringBuilder frame = new StringBuilder("{\"track\":{\"channels\":[\"c\"");
      for (int i = 0; i < 3_000; i++) {
        frame.append(",\"").append(batch).append('-').append(i).append('"');
      }
      session.receive("{\"auth\":{\"token\":\"voter:ada\"}}");
      session.receive(frame.append("]}}").toString());
    }
    assertThat(client.frames("error"))
        .singleElement()
        .asString()
        .startsWith("{\"error\":{\"code\":\"TOO_MANY\"");
    assertThat(client.closes()).isEmpty();
  }

  @Test
  void otherProtocolIsTheLastWord() {
    open(null).receive("{\"subscribe\":{\"protocol\":2}}");
    assertThat(client.frames())
        .containsExactly(
            "{\"error\":{\"code\":\"UNSUPPORTED_PROTOCOL\",\"message\":\"this server speaks"
                + " protocol 1\",\"final\":true}}");
    assertThat(client.closes()).containsExactly(CloseReason.REFUSED);
  }

  @Test
  void foreignChannelIsRefusedAndTheRestIsNot() {
    subscribed(null, "\"subjects\":[[\"posts\",\"42\"]],\"channels\":[\"logos.42\"]");
    engine.live().publish("logos.42", "{\"title\":\"secret\"}");
    client.await("{\"u\":[\"posts\",\"42\",0,0,");
    assertThat(client.frames("error"))
        .containsExactly(
            "{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"not for this"
                + " client\",\"channel\":\"logos.42\"}}");
    assertThat(client.frames("data")).isEmpty();
  }

  @Test
  void refusalsOfOneFrameAreFew() {
    StringBuilder channels = new StringBuilder("\"channels\":[\"c\"");
    for (int i = 0; i < 5_000; i++) {
      channels.append(",\"c").append(i).append('"');
    }
    subscribed(null, channels.append(']').toString());
    assertThat(client.frames("error")).hasSize(20);
  }

  @Test
  void eventsOfVotesNeedTheirSubject() {
    WireSession session = subscribed(null, "\"subjects\":[[\"posts\",\"43\"]]");
    session.receive("{\"track\":{\"votes\":[[\"posts\",\"42\"],[\"posts\",\"43\"]]}}");
    session.receive("{\"track\":{\"subjects\":[[\"posts\",\"42\"]]}}");
    client.await("{\"u\":[\"posts\",\"42\",0,0,");
    client.await("{\"u\":[\"posts\",\"43\",0,0,");
    cast("bob", Choice.UP);
    engine.cast(VoterId.of("bob"), SubjectId.of("posts", "43"), Choice.UP).orElseThrow();
    client.await("{\"cast\":[\"posts\",\"43\",1]}");
    client.await("{\"u\":[\"posts\",\"42\",1,0,");
    assertThat(client.frames("cast")).hasSize(1);
  }

  @Test
  void payloadComesToThoseWhoMayReadIt() {
    engine.live().publish("logos.42", "{\"title\":\"New\"}");
    subscribed(ADA, "\"channels\":[\"logos.42\"]");
    client.await("{\"data\":{\"channel\":\"logos.42\",\"at\":");
    assertThat(client.frames("data").get(0)).endsWith("\"data\":{\"title\":\"New\"}}}");
  }

  @Test
  void tokenMakesTheClientAVoter() {
    cast("ada", Choice.UP);
    WireSession session = subscribed(null, "\"subjects\":[[\"posts\",\"42\"]]");
    client.await("{\"u\":[\"posts\",\"42\",1,0,");
    session.receive("{\"auth\":{\"token\":\"voter:ada\"}}");
    client.await("{\"own\":[\"posts\",\"42\",\"UP\",");
    assertThat(session.voter()).contains(ADA);
  }

  @Test
  void tokenThatIsNotValidEndsTheSession() {
    WireSession session = subscribed(null, "\"subjects\":[[\"posts\",\"42\"]]");
    client.await("{\"u\":[\"posts\",\"42\",0,0,");
    session.receive("{\"auth\":{\"token\":\"forged\"}}");
    session.receive("{\"track\":{\"subjects\":[[\"posts\",\"43\"]]}}");
    assertThat(client.frames("error"))
        .containsExactly(
            "{\"error\":{\"code\":\"UNAUTHENTICATED\",\"message\":\"the token is not"
                + " valid\",\"final\":true}}");
    assertThat(client.closes()).containsExactly(CloseReason.REFUSED);
  }

  @Test
  void engineThatClosesSendsItsClientsAway() {
    subscribed(null, "\"subjects\":[[\"posts\",\"42\"]]");
    client.await("{\"u\":[\"posts\",\"42\",0,0,");
    engine.close();
    client.await("{\"goaway\":{\"spread\":7000}}");
    Waiting.until(() -> client.closes().contains(CloseReason.GOING_AWAY));
    subscribed(null, "\"subjects\":[[\"posts\",\"42\"]]");
    assertThat(client.frames("goaway")).hasSize(2);
  }

  @Test
  void closedSessionSendsNothing() {
    WireSession session = subscribed(null, "\"subjects\":[[\"posts\",\"42\"]]");
    client.await("{\"u\":[\"posts\",\"42\",0,0,");
    session.close();
    int sent = client.frames().size();
    cast("bob", Choice.UP);
    session.receive("{\"track\":{\"subjects\":[[\"posts\",\"43\"]]}}");
    Client other = new Client();
    WireSession.open(engine.live(), CODEC, OPTIONS, other, null)
        .receive("{\"subscribe\":{\"protocol\":1,\"subjects\":[[\"posts\",\"42\"]]}}");
    other.await("{\"u\":[\"posts\",\"42\",1,0,");
    assertThat(client.frames()).hasSize(sent);
  }
}
