@NullMarked
package io.voteengine.query;

import org.jspecify.annotations.NullMarked;
