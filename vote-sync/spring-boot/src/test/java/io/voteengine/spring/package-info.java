@NullMarked
package io.voteengine.spring;

import org.jspecify.annotations.NullMarked;
