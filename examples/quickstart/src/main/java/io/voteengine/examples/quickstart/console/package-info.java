/** What the commands share: the screen, the session, the ledger, and the texts of errors. */
@NullMarked
package io.voteengine.examples.quickstart.console;

import org.jspecify.annotations.NullMarked;
