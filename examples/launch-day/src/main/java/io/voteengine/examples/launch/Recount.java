package io.voteengine.examples.launch;

import io.voteengine.examples.console.Text;
import io.voteengine.query.AuditReport;
import java.io.PrintStream;

/** Shows a poll's votes, counted by the ledger in three ways. */
record Recount(AuditReport report) {
  /**
   * Prints the three counts.
   *
   * @return whether they agree
   */
  public boolean print(PrintStream out) {
    out.println();
    out.println("Recount of the ledger");
    line(out, "tallies", report.tallies());
    line(out, "votes rows", report.votes());
    line(out, "audit log", report.events());
    out.println(verdict());
    return report.exact();
  }

  private static void line(PrintStream out, String what, AuditReport.Counts counts) {
    out.print(Text.of("  %-10s %,9d up %,9d down%n", what, counts.up(), counts.down()));
  }

  private String verdict() {
    return report.exact()
        ? Text.of("All three agree, on each of %,d subjects.", report.subjects())
        : "THEY DO NOT AGREE, for example on " + report.differing();
  }
}
