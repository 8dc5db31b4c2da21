package io.voteengine.result.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.SubjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollResultTest {
  private static final Instant CLOSE = Instant.parse("2026-12-01T08:00:00.000001Z");
  private static final Standing TOM = standing("tom", 3, 1);
  private static final Standing KIT = standing("kit", 0, 2);
  private static final Exclusion VOID = new Exclusion("VOID", 7);

  private static Standing standing(String key, long up, long down) {
    return new Standing(SubjectId.of("cats", key), up, down);
  }

  private static PollResult result(List<Standing> standings, List<Exclusion> excluded) {
    return new PollResult("cats", null, CLOSE, standings, excluded);
  }

  @Test
  void orderOfTheArgumentsDoesNotMatter() {
    Exclusion other = new Exclusion("QUARANTINED", 0);
    assertThat(result(List.of(TOM, KIT), List.of(VOID, other)).leaf())
        .isEqualTo(result(List.of(KIT, TOM), List.of(other, VOID)).leaf());
  }

  @Test
  void totalsAreThoseOfTheSubjects() {
    PollResult result = result(List.of(TOM, KIT), List.of(VOID));
    assertThat(result.up()).isEqualTo(3);
    assertThat(result.down()).isEqualTo(3);
    assertThat(result.treeSize()).isEqualTo(7);
  }

  @Test
  void leafIsReadBack() {
    PollResult open =
        new PollResult("cats", Instant.EPOCH.minusSeconds(1), CLOSE, List.of(), List.of());
    assertThat(PollResult.parse(open.leaf())).isEqualTo(open);
    PollResult full = result(List.of(TOM, KIT), List.of(VOID));
    assertThat(PollResult.parse(full.leaf())).isEqualTo(full);
  }

  @Test
  void resultsThatHaveNoOneFormAreRefused() {
    for (Runnable refused :
        List.<Runnable>of(
            () -> result(List.of(TOM, standing("tom", 0, 0)), List.of()),
            () -> result(List.of(), List.of(VOID, new Exclusion("VOID", 1))),
            () -> result(List.of(new Standing(SubjectId.of("dogs", "rex"), 1, 0)), List.of()),
            () -> result(List.of(standing("tom", Long.MAX_VALUE, 1)), List.of()),
            () -> result(List.of(TOM, standing("kit", 999_999_999_999_995L, 0)), List.of()),
            () -> standing("tom", -1, 0),
            () -> new Exclusion("", 1),
            () -> new Exclusion("VOID", -1))) {
      assertThatThrownBy(refused::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Whatever is read is exactly what would be written: no two leaves mean the same result. */
  @Test
  void changedLeavesAreRefusedOrMeanAnotherResult() {
    PollResult result = result(List.of(TOM, KIT), List.of(VOID));
    byte[] leaf = result.leaf();
    int refused = 0;
    for (int bit = 0; bit < 8 * leaf.length; bit++) {
      byte[] changed = leaf.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        PollResult other = PollResult.parse(changed);
        assertThat(other).isNotEqualTo(result);
        assertThat(other.leaf()).isEqualTo(changed);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(4 * leaf.length);
  }

  @Test
  void cutAndLongerLeavesAreRefused() {
    byte[] leaf = result(List.of(TOM, KIT), List.of(VOID)).leaf();
    for (int end = 0; end < leaf.length; end++) {
      byte[] cut = Arrays.copyOf(leaf, end);
      assertThatThrownBy(() -> PollResult.parse(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> PollResult.parse(Arrays.copyOf(leaf, leaf.length + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("follow");
  }

  @Test
  void promisedListsCostNothing() {
    byte[] leaf =
        new LengthPrefixed()
            .text("voteengine/1/result")
            .text("cats")
            .text("")
            .number(1)
            .number(0)
            .number(0)
            .number(2_000_000_000)
            .toBytes();
    assertThatThrownBy(() -> PollResult.parse(leaf))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than the bytes");
  }
}
