/** What a Spring Boot application uses to configure its engine beyond {@code voteengine.*}. */
@NullMarked
package io.voteengine.spring;

import org.jspecify.annotations.NullMarked;
