/** Changes to votes after they were cast: void, restore, erase a voter, and the quarantine. */
@NullMarked
package io.voteengine.moderation;

import org.jspecify.annotations.NullMarked;
