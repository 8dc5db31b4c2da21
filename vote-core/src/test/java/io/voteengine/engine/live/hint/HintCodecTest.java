package io.voteengine.engine.live.hint;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.engine.live.hint.Hint.Stamp;
import io.voteengine.engine.live.hint.HintCodec.Message;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.live.LiveUpdate.Payload;
import io.voteengine.live.LiveUpdate.VoteWithdrawn;
import io.voteengine.live.LiveVotes;
import io.voteengine.util.Micros;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HintCodecTest {
  private static final String SNOW = "\u2603\ud83d\ude00";

  static Stream<Hint> hints() {
    BitSet partitions = new BitSet();
    partitions.set(3);
    partitions.set(1023);
    SubjectId subject = SubjectId.of("posts", SNOW);
    return Stream.of(
        new Hint.Changed(new long[] {1, -2, Long.MAX_VALUE}, new long[] {4, 5}),
        new Hint.Changed(
            LongStream.range(0, 1_000).toArray(), LongStream.range(0, 2_000).toArray()),
        new Hint.Corrected(Cause.MISCOUNT, new long[] {7}),
        new Hint.Unsure(1023),
        new Hint.Refresh(SNOW, null),
        new Hint.Refresh(SNOW, SubjectId.of(SNOW, SNOW)),
        new Hint.Withdrawn(
            subject,
            VoterId.of(SNOW),
            new VoteWithdrawn(
                subject, RequestId.named("r"), Choice.DOWN, VoteWithdrawn.Reason.LOST)),
        new Hint.Named(List.of(subject, SubjectId.of(SNOW, "1"))),
        new Hint.Watching(partitions, true, false, new long[] {9, 0, 3}),
        new Hint.Published(
            new Stamp(5_000_001, -8), new Payload(SNOW, SNOW, Micros.toInstant(5_000_001))),
        new Hint.Asked(new long[] {1, 2}, new Stamp[] {Stamp.NONE, new Stamp(3, 4)}));
  }

  private static byte[] encode(Hint hint) {
    return HintCodec.encode(new Message(-42, hint.isNumbered() ? 17 : 0, hint));
  }

  @ParameterizedTest
  @MethodSource("hints")
  void hintArrivesAsItWasSent(Hint hint) {
    Message read = HintCodec.decode(encode(hint));
    assertThat(read).isNotNull();
    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(new Message(-42, hint.isNumbered() ? 17 : 0, hint));
  }

  @ParameterizedTest
  @MethodSource("hints")
  void damagedHintIsIgnored(Hint hint) {
    byte[] whole = encode(hint);
    for (int length = 0; length < whole.length; length++) {
      assertThat(HintCodec.decode(Arrays.copyOf(whole, length))).as("%d bytes", length).isNull();
    }
    assertThat(HintCodec.decode(Arrays.copyOf(whole, whole.length + 1))).isNull();
  }

  @Test
  void noBytesMakeTheDecoderFail() {
    Random random = new Random(1);
    List<Hint> hints = hints().toList();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = encode(hints.get(i % hints.size()));
      for (int change = 0; change <= i % 4; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Message read = HintCodec.decode(bytes);
      assertThat(read == null || read.hint() != null).isTrue();
    }
  }

  @Test
  void hugeCountsReserveNoMemory() {
    byte[] bytes = encode(new Hint.Changed(new long[0], new long[0]));
    bytes[bytes.length - 4] = (byte) 0xff;
    bytes[bytes.length - 3] = (byte) 0xff;
    assertThat(HintCodec.decode(bytes)).isNull();
  }

  @Test
  void longestPayloadFitsIntoAMessage() {
    String longest = "\u2603".repeat(LiveVotes.LONGEST_PAYLOAD);
    Hint hint = new Hint.Published(new Stamp(1, 2), new Payload("c", longest, Micros.toInstant(1)));
    assertThat(encode(hint)).hasSizeLessThan(64 * 1024);
    assertThat(HintCodec.decode(encode(hint))).isNotNull();
  }

  @Test
  void longestNamesFitIntoAMessage() {
    List<SubjectId> longest =
        LongStream.range(100, 300)
            .mapToObj(i -> SubjectId.of("p".repeat(128), i + "k".repeat(125)))
            .toList();
    assertThat(encode(new Hint.Named(longest))).hasSizeLessThan(64 * 1024);
  }

  @Test
  void subjectCostsEightBytes() {
    int none = encode(new Hint.Changed(new long[0], new long[0])).length;
    int ten = encode(new Hint.Changed(new long[10], new long[0])).length;
    assertThat(ten - none).isEqualTo(80);
    assertThat(none).isLessThan(30);
  }

  @Test
  void hashesTellIdsApart() {
    assertThat(IdHash.of(SubjectId.of("a", "bc"))).isNotEqualTo(IdHash.of(SubjectId.of("ab", "c")));
    assertThat(
            LongStream.range(0, 200_000).map(i -> IdHash.of(SubjectId.of("p", "s" + i))).distinct())
        .hasSize(200_000);
  }
}
