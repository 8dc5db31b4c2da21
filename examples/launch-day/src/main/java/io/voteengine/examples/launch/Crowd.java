package io.voteengine.examples.launch;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The voters of a launch day and the products that they vote on. A few products draw most of the
 * votes, and which ones changes during the day. The same seed makes the same crowd. Immutable.
 */
final class Crowd {
  private static final int WAVES = 4;
  private static final double LEAST_APPEAL = 0.55;

  private final int voters;
  private final Zipf zipf;
  private final List<List<SubjectId>> byPopularity = new ArrayList<>();
  private final double[] appeal;

  public Crowd(String poll, int products, int voters, long seed) {
    this.voters = voters;
    this.zipf = new Zipf(products);
    Random random = new Random(seed);
    List<SubjectId> all = new ArrayList<>();
    for (int i = 1; i <= products; i++) {
      all.add(SubjectId.of(poll, "product-" + i));
    }
    for (int wave = 0; wave < WAVES; wave++) {
      Collections.shuffle(all, random);
      byPopularity.add(List.copyOf(all));
    }
    appeal = random.doubles(products, LEAST_APPEAL, 1).toArray();
  }

  VoterId voter(Random random) {
    return VoterId.of("voter-" + (random.nextInt(voters) + 1));
  }

  /**
   * Returns the product that a visitor looks at.
   *
   * @param random chooses it
   * @param dayGone how much of the day is over, from 0 to 1
   */
  public SubjectId product(Random random, double dayGone) {
    int wave = Math.min((int) (dayGone * WAVES), WAVES - 1);
    return byPopularity.get(wave).get(zipf.next(random));
  }

  boolean likes(Random random, SubjectId product) {
    return random.nextDouble() < appeal[Math.floorMod(product.hashCode(), appeal.length)];
  }
}
