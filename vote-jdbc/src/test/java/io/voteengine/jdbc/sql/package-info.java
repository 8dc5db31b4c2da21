@NullMarked
package io.voteengine.jdbc.sql;

import org.jspecify.annotations.NullMarked;
