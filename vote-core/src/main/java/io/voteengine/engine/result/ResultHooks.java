package io.voteengine.engine.result;

import io.voteengine.result.Finalization;
import io.voteengine.result.ResultOptions;
import io.voteengine.result.SealedHook;
import io.voteengine.result.proof.CheckpointSigner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the reconciler needs of the engine and its host to finalize polls. */
public final class ResultHooks {
  private final ResultOptions options;
  private final Predicate<String> underWay;

  /**
   * @param underWay whether votes of a poll are under way on this node
   */
  public ResultHooks(ResultOptions options, Predicate<String> underWay) {
    this.options = options;
    this.underWay = underWay;
  }

  public boolean hasUnderWay(String poll) {
    return underWay.test(poll);
  }

  public @Nullable String sign(String poll, long size, byte[] root) {
    CheckpointSigner signer = options.signer(poll);
    return signer == null ? null : signer.sign(size, root);
  }

  public boolean wantsResults() {
    return options.hook() != null;
  }

  public void tell(Finalization result) throws Exception {
    SealedHook hook = options.hook();
    if (hook != null) {
      hook.sealed(result);
    }
  }
}
