@NullMarked
package io.voteengine.sync.nodes;

import org.jspecify.annotations.NullMarked;
