package io.voteengine.spring.failure;

import io.voteengine.spring.wire.VoteWiringException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains properties and beans that do not say what to wire. */
final class VoteWiringFailureAnalyzer extends AbstractFailureAnalyzer<VoteWiringException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, VoteWiringException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
  }
}
