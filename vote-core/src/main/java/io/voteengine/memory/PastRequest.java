package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.RequestId;

/**
 * A request of a voter on a subject that is not the last one.
 *
 * @param content see {@link io.voteengine.spi.CastCommand#content()}; 0: not known
 * @param superseded whether it was answered as superseded; then the choices have no meaning
 */
record PastRequest(
    RequestId id, int content, Choice previous, Choice choice, long castAt, boolean superseded) {

  static PastRequest superseded(RequestId id, int content) {
    return new PastRequest(id, content, Choice.NONE, Choice.NONE, 0, true);
  }
}
