package io.voteengine.engine.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.result.ExportFormat;
import io.voteengine.result.RankedStanding;
import io.voteengine.result.proof.Ballot;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Iterator;
import java.util.Locale;

/** Writes results as text. Ids have no control characters, so that few need an escape. */
final class ResultExport {
  private ResultExport() {}

  static void standings(Iterator<RankedStanding> standings, ExportFormat format, OutputStream out)
      throws IOException {
    Writer writer = writer(out);
    if (format == ExportFormat.CSV) {
      writer.write("place,subject,up,down,score\n");
    }
    while (standings.hasNext()) {
      RankedStanding next = standings.next();
      String key = next.standing().subject().key();
      writer.write(
          format == ExportFormat.CSV
              ? String.format(
                  Locale.ROOT,
                  "%d,%s,%d,%d,%d\n",
                  next.place(),
                  csv(key),
                  next.standing().up(),
                  next.standing().down(),
                  next.score())
              : String.format(
                  Locale.ROOT,
                  "{\"place\":%d,\"subject\":\"%s\",\"up\":%d,\"down\":%d,\"score\":%d}\n",
                  next.place(),
                  key.replace("\\", "\\\\").replace("\"", "\\\""),
                  next.standing().up(),
                  next.standing().down(),
                  next.score()));
    }
    writer.flush();
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
