@NullMarked
package io.voteengine.spring.actuate;

import org.jspecify.annotations.NullMarked;
