@NullMarked
package io.voteengine.spring.web;

import org.jspecify.annotations.NullMarked;
