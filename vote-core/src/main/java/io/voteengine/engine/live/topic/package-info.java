/** What is watched on this node, and what each subscription has got of it. Not exported. */
@NullMarked
package io.voteengine.engine.live.topic;

import org.jspecify.annotations.NullMarked;
