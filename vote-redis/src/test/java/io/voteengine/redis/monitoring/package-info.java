/** Tests of what an operator scrapes: meters, alert rules, dashboard, and their pages. */
@NullMarked
package io.voteengine.redis.monitoring;

import org.jspecify.annotations.NullMarked;
