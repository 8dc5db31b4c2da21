/** Random schedules, and the model that says what a store must answer to them. */
@NullMarked
package io.voteengine.tck.store.model;

import org.jspecify.annotations.NullMarked;
