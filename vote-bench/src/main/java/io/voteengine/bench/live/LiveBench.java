package io.voteengine.bench.live;

import picocli.CommandLine.Command;

/** Live counts: {@code vote-bench live COMMAND}. */
@Command(
    name = "live",
    mixinStandardHelpOptions = true,
    description = "Measures live counts, and prints tables.",
    subcommands = {LiveWatchers.class, LiveHints.class})
public final class LiveBench {}
