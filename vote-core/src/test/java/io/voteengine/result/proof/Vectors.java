package io.voteengine.result.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The test vectors of docs/results.md, which were not computed by VoteEngine. */
final class Vectors {
  private static final Path PAGE = Path.of("..", "docs", "results.md");

  private Vectors() {}

  /** Returns the block below a heading, with a line break at its end. */
  static String below(String heading) throws IOException {
    Matcher block =
        Pattern.compile("### " + Pattern.quote(heading) + "\n.*?```text\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    if (!block.find()) {
      throw new IllegalStateException("docs/results.md has no block below " + heading);
    }
    return block.group(1);
  }

  static String line(String heading) throws IOException {
    return below(heading).strip();
  }
}
