/** Makes the beans: store, ledger, reconciler, engine, and what stops them. Not API. */
@NullMarked
package io.voteengine.spring.wire;

import org.jspecify.annotations.NullMarked;
