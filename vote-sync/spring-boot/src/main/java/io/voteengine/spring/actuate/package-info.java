/** The health contributor and the endpoint {@code votes} of Spring Boot's actuator. Not API. */
@NullMarked
package io.voteengine.spring.actuate;

import org.jspecify.annotations.NullMarked;
