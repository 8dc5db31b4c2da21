package io.voteengine.bench.ledger;

import picocli.CommandLine.Command;

/** Runs against PostgreSQL: {@code vote-bench ledger COMMAND}. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "Measures the ledger on PostgreSQL, and prints tables.",
    subcommands = {LedgerApply.class, LedgerPoison.class, LedgerVoid.class, LedgerTop.class})
public final class LedgerBench {}
