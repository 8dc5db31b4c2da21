/** What the examples with a command line share: program, screen, session, ledger and texts. */
@NullMarked
package io.voteengine.examples.console;

import org.jspecify.annotations.NullMarked;
