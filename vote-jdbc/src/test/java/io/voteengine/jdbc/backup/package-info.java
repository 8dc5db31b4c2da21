@NullMarked
package io.voteengine.jdbc.backup;

import org.jspecify.annotations.NullMarked;
