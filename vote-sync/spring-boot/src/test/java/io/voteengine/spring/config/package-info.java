@NullMarked
package io.voteengine.spring.config;

import org.jspecify.annotations.NullMarked;
