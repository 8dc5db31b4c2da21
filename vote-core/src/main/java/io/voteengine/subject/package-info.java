/** The subjects that a host lists: which there are, when they were posted, and who owns them. */
@NullMarked
package io.voteengine.subject;

import org.jspecify.annotations.NullMarked;
