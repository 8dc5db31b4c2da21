package io.voteengine.engine.result;

import io.voteengine.result.Finalization;
import io.voteengine.result.ResultOptions;
import io.voteengine.result.SealedHook;
import io.voteengine.result.proof.CheckpointSigner;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the reconciler needs of the engine and its host to finalize polls. */
public final class ResultHooks {
  private final ResultOptions options;
  private final Function<String, BooleanSupplier> settling;

  /**
   * @param settling see {@link io.voteengine.spi.VoteReconciler.Listener#settling}
   */
  public ResultHooks(ResultOptions options, Function<String, BooleanSupplier> settling) {
    this.options = options;
    this.settling = settling;
  }

  public BooleanSupplier settling(String poll) {
    return settling.apply(poll);
  }

  public @Nullable String sign(String poll, long size, byte[] root) {
    CheckpointSigner signer = options.signer(poll);
    return signer == null ? null : signer.sign(size, root);
  }

  public boolean wantsResults() {
    return options.hook() != null;
  }

  public void notifyHost(Finalization result) throws Exception {
    SealedHook hook = options.hook();
    if (hook != null) {
      hook.sealed(result);
    }
  }
}
