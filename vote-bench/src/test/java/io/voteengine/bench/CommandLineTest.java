package io.voteengine.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "load --rate 0 | --rate must be from 1 to 1,000,000, and is 0",
        "load --partitions 3 | --partitions must be a power of two up to 1,024, and is 3",
        "load --ack NEVER | expected one of [ACCEPTED, DURABLE]",
        "load --redis redis://example.com | is not on this machine: load is sent to loopback only",
        "load --redis somewhere | --redis must be redis://host:port or one of the words in --help",
        "load --jdbc jdbc:mysql://localhost/x --redis memory | --jdbc must be jdbc:postgresql://",
        "load --jdbc jdbc:postgresql://db/x --redis memory | is not on this machine",
        "compare --with OURS | --with names OURS, which --ours names already",
        "compare --with BUCKET4J | do not do the same: a limiter counts no votes",
        "compare --with VOTER --votes CHANGES | VOTER can do new votes only, not CHANGES",
        "compare --with ROW_LOCK --redis memory --jdbc h2 | ROW_LOCK needs PostgreSQL",
        "compare --with ACCEPTED --guard nowhere.json | --guard nowhere.json cannot be read",
        "memory --fewer 0 | --fewer must be from 1 to 1,000,000, and is 0",
        "memory --redis redis://example.com | is not on this machine",
        "recovery --rounds 0 | --rounds must be from 1 to 1,000, and is 0",
        "finalize --votes 10 --subjects 20 | --votes must be from 20 to 100,000,000, and is 10",
        "finalize --subjects 5 --tamper | --subjects must be from 6 to 1,000,000, and is 5",
        "report | Missing required parameter",
        "report nowhere.json | nowhere.json cannot be read",
        "measure | Unmatched argument",
      })
  void aWrongOptionIsRefusedInASentence(String commandLine, String sentence) {
    ToolRun run = ToolRun.of(commandLine.split(" "));
    assertThat(run.err()).contains(sentence);
    assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(3);
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "load",
        "compare",
        "memory",
        "recovery",
        "report",
        "jmh",
        "finalize",
        "redis",
        "redis latency",
        "redis throughput",
        "redis page",
        "redis first-vote",
        "redis outage",
        "ledger",
        "ledger apply",
        "ledger poison",
        "ledger void",
        "ledger top",
        "live",
        "live watchers",
        "live hints"
      })
  void everyCommandListsItsOptions(String command) {
    ToolRun run = ToolRun.of((command + " --help").strip().split(" "));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith(("Usage: vote-bench " + command).strip() + " [");
  }
}
