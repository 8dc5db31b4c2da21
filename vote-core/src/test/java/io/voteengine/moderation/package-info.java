@NullMarked
package io.voteengine.moderation;

import org.jspecify.annotations.NullMarked;
