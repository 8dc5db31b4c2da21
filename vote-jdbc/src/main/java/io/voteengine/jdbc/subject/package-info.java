/** The recorded subjects, their owners and the owners' scores. Not exported. */
@NullMarked
package io.voteengine.jdbc.subject;

import org.jspecify.annotations.NullMarked;
