/** What is watched on this node, and what each subscription has received. Not exported. */
@NullMarked
package io.voteengine.engine.live.topic;

import org.jspecify.annotations.NullMarked;
