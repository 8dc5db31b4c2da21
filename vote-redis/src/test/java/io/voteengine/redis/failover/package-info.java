/** Sentinel, Cluster and PostgreSQL while masters change. */
@NullMarked
package io.voteengine.redis.failover;

import org.jspecify.annotations.NullMarked;
