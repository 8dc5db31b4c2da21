@NullMarked
package io.voteengine.jdbc.moderation;

import org.jspecify.annotations.NullMarked;
