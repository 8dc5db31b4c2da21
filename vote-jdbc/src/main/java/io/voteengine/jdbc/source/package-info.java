/**
 * Connects to a database without the host's pool: finds the driver, and opens small pools and
 * embedded files. Not exported.
 */
@NullMarked
package io.voteengine.jdbc.source;

import org.jspecify.annotations.NullMarked;
