package io.voteengine.engine.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.result.ExportFormat;
import io.voteengine.result.RankedStanding;
import io.voteengine.result.proof.Ballot;
import io.voteengine.result.proof.Standing;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Writes results as text. Ids have no control characters, so that few need an escape. */
final class ResultExport {
  private ResultExport() {}

  /**
   * Writes one line for each subject.
   *
   * @param withdrawn come last, without a place
   */
  static void standings(
      List<RankedStanding> ranked, List<Standing> withdrawn, ExportFormat format, OutputStream out)
      throws IOException {
    Writer writer = writer(out);
    if (format == ExportFormat.CSV) {
      writer.write("place,subject,up,down,score\n");
    }
    for (RankedStanding one : ranked) {
      writer.write(line(Integer.toString(one.place()), one.standing(), format));
    }
    for (Standing one : withdrawn) {
      writer.write(line(format == ExportFormat.CSV ? "" : "null", one, format));
    }
    writer.flush();
  }

  private static String line(String place, Standing standing, ExportFormat format) {
    String key = standing.subject().key();
    boolean csv = format == ExportFormat.CSV;
    return String.format(
        Locale.ROOT,
        csv
            ? "%s,%s,%d,%d,%d\n"
            : "{\"place\":%s,\"subject\":\"%s\",\"up\":%d,\"down\":%d,\"score\":%d}\n",
        place,
        csv ? csv(key) : key.replace("\\", "\\\\").replace("\"", "\\\""),
        standing.up(),
        standing.down(),
        standing.up() - standing.down());
  }

  static void ballots(Iterator<Ballot> ballots, ExportFormat format, OutputStream out)
      throws IOException {
    Writer writer = writer(out);
    if (format == ExportFormat.CSV) {
      writer.write("subject,choice,nonce\n");
    }
    while (ballots.hasNext()) {
      Ballot ballot = ballots.next();
      if (format == ExportFormat.CSV) {
        writer.write(csv(ballot.subject().key()));
        writer.write(',');
        writer.write(ballot.choice().name());
        writer.write(',');
        writer.write(ballot.nonce());
      } else {
        writer.write(ballot.toJson());
      }
      writer.write('\n');
    }
    writer.flush();
  }

  private static Writer writer(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, UTF_8), 1 << 16);
  }

  private static String csv(String text) {
    return text.indexOf(',') < 0 && text.indexOf('"') < 0
        ? text
        : '"' + text.replace("\"", "\"\"") + '"';
  }
}
