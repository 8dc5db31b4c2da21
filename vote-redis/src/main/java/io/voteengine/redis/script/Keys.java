package io.voteengine.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.SubjectId;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The names of all keys. Those of one partition share a hash tag. It stands before any text of a
 * user, so braces in ids are harmless. A subject's name begins with the length of its poll's name,
 * since both parts may contain the slash between them.
 *
 * <p>The scripts derive three kinds of names themselves: a subject's further buckets of voters
 * ({@code voters:<bucket>:<subject>}), limiters that outlive a subject ({@code
 * kept:<bucket>:<subject>}), and, where only names are known, the keys of polls and subjects.
 */
public final class Keys {
  private final String prefix;

  public String prefix() {
    return prefix;
  }

  public Keys(String prefix) {
    this.prefix = prefix;
  }

  /** The number of partitions; the only key that belongs to no partition. */
  public byte[] partitions() {
    return (prefix + ":partitions").getBytes(UTF_8);
  }

  /** The channel on which nodes call each other. */
  public byte[] signals() {
    return (prefix + ":signals").getBytes(UTF_8);
  }

  /**
   * The channels of broadcasts between nodes: one for all, or one for each partition, in the slot
   * of its keys.
   */
  public List<byte[]> broadcasts(int partitions, boolean sharded) {
    return sharded
        ? IntStream.range(0, partitions).mapToObj(partition -> key(partition, "live")).toList()
        : List.of((prefix + ":live").getBytes(UTF_8));
  }

  public byte[] meta(int partition) {
    return key(partition, "meta");
  }

  public byte[] journal(int partition) {
    return key(partition, "journal");
  }

  /** The numbers that stand for upper halves of request ids. */
  public byte[] makers(int partition) {
    return key(partition, "makers");
  }

  /** The names of the polls that have keys; for an earlier epoch, those that remain. */
  public byte[] polls(Term term) {
    return key(term.partition(), "polls:" + term.epoch());
  }

  /** The unloaded subjects that have events which the ledger lacks. */
  public byte[] draining(int partition) {
    return key(partition, "draining");
  }

  /** The earlier epochs that still have something to free. */
  public byte[] garbage(int partition) {
    return key(partition, "garbage");
  }

  public byte[] poll(int partition, String poll) {
    return key(partition, "poll:" + poll);
  }

  /** The subjects of a poll, ordered by score. */
  public byte[] top(Term term, String poll) {
    return key(term.partition(), "top:" + term.epoch() + ":" + poll);
  }

  public byte[] subject(int partition, SubjectId subject) {
    return key(partition, "subject:" + name(subject));
  }

  /** The state of a limit over all subjects. */
  public byte[] limit(int partition, SharedLimit limit) {
    String kind =
        switch (limit.kind()) {
          case VOTER -> "voter";
          case KEY -> "key";
        };
    return key(partition, "limit:" + kind + ":" + limit.key());
  }

  static String name(SubjectId subject) {
    String poll = subject.poll();
    return poll.length() + ":" + poll + "/" + subject.key();
  }

  /** Returns the subject to which {@link #name} gave this name. */
  public static SubjectId subject(String name) {
    int colon = name.indexOf(':');
    int slash = colon + 1 + Integer.parseInt(name.substring(0, colon));
    return new SubjectId(name.substring(colon + 1, slash), name.substring(slash + 1));
  }

  private byte[] key(int partition, String rest) {
    String number = partition < 10 ? "0" + partition : Integer.toString(partition);
    return (prefix + ":{p" + number + "}:" + rest).getBytes(UTF_8);
  }
}
