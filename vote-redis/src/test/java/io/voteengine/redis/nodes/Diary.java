package io.voteengine.redis.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.voteengine.Ack;
import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.redis.testing.Answers;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that outlives the process which writes it. It has each vote before it is cast, and the
 * outcome once it is known. A line without a full stop was cut off, and is ignored.
 */
final class Diary extends Answers implements AutoCloseable {
  private final OutputStream file;

  /** Continues what an earlier process has written. */
  Diary(Path path) throws IOException {
    file = new FileOutputStream(path.toFile(), true);
    file.write('\n');
  }

  @Override
  protected void sends(VoteRequest vote) {
    write(
        "casts %s %s %s %s %s ."
            .formatted(
                vote.requestId(),
                vote.voter().value(),
                vote.subject().key(),
                vote.choice(),
                vote.ack()));
  }

  @Override
  protected void ended(VoteRequest vote, boolean counts) {
    write("%s %s .".formatted(counts ? "counts" : "forgets", vote.requestId()));
  }

  void end() {
    wrong().forEach(what -> write("wrong " + what + " ."));
  }

  private synchronized void write(String line) {
    try {
      file.write((line + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * The content of a diary.
   *
   * @param choices what must count, by voter
   * @param durable those of them that were acknowledged as durable, without a later vote
   * @param open votes of unknown outcome, by voter
   * @param wrong what must never have happened
   */
  record Contents(
      Map<VoterId, Map<SubjectId, Choice>> choices,
      Map<VoterId, Map<SubjectId, Choice>> durable,
      Map<VoterId, VoteRequest> open,
      List<String> wrong) {
    Map<SubjectId, Choice> choices(VoterId voter) {
      return choices.getOrDefault(voter, Map.of());
    }

    @Nullable VoteRequest open(VoterId voter) {
      return open.get(voter);
    }
  }

  static Contents read(Path path, String poll) throws IOException {
    Map<String, VoteRequest> cast = new HashMap<>();
    Contents contents =
        new Contents(new HashMap<>(), new HashMap<>(), new HashMap<>(), new ArrayList<>());
    for (String line : Files.exists(path) ? Files.readAllLines(path) : List.<String>of()) {
      String[] words = line.split(" ");
      if (!line.endsWith(" .")) {
        continue;
      }
      switch (words[0]) {
        case "casts" -> {
          VoteRequest vote = vote(words, poll);
          cast.put(words[1], vote);
          contents.open().put(vote.voter(), vote);
          of(contents.durable(), vote).remove(vote.subject());
        }
        case "counts", "forgets" -> {
          VoteRequest vote = requireNonNull(cast.get(words[1]), line);
          contents.open().remove(vote.voter());
          if (words[0].equals("counts")) {
            of(contents.choices(), vote).put(vote.subject(), vote.choice());
            if (vote.ack() == Ack.DURABLE) {
              of(contents.durable(), vote).put(vote.subject(), vote.choice());
            }
          }
        }
        default -> contents.wrong().add(line);
      }
    }
    return contents;
  }

  private static Map<SubjectId, Choice> of(
      Map<VoterId, Map<SubjectId, Choice>> choices, VoteRequest vote) {
    return choices.computeIfAbsent(vote.voter(), any -> new HashMap<>());
  }

  private static VoteRequest vote(String[] words, String poll) {
    SubjectId subject = SubjectId.of(poll, words[3]);
    return VoteRequest.cast(VoterId.of(words[2]), subject, Choice.valueOf(words[4]))
        .requestId(RequestId.parse(words[1]))
        .ack(Ack.valueOf(words[5]));
  }
}
