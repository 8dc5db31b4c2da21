package io.voteengine.engine.live.hint;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;

/**
 * Short names of ids in messages between nodes: 64-bit FNV-1a over UTF-16 code units, finished by
 * MurmurHash3's mixer. Two ids with the same name cost a superfluous read, and nothing else.
 */
public final class IdHash {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private IdHash() {}

  public static long of(SubjectId subject) {
    return mix(add(add(BASIS, subject.poll()) * PRIME, subject.key()));
  }

  public static long of(VoterId voter) {
    return mix(add(BASIS, voter.value()));
  }

  public static long of(String name) {
    return mix(add(BASIS, name));
  }

  private static long add(long hash, String text) {
    long h = hash;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * PRIME;
    }
    return h;
  }

  private static long mix(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
