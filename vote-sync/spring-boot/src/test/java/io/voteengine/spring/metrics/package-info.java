/** Tests of what an application measures. */
package io.voteengine.spring.metrics;
