@NullMarked
package io.voteengine.sync.audit;

import org.jspecify.annotations.NullMarked;
