package io.voteengine.jdbc.testing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user that a server runs as which refuses to run as root.
 *
 * @param prefix what comes before the server's command; empty where we are not root
 * @param owner who must own its files; null where that is us
 */
record RunAs(List<String> prefix, @Nullable String owner) {
  /**
   * Us, or, where we are root, somebody else.
   *
   * @param user a user of this machine
   * @return empty where root may not become another user
   */
  static Optional<RunAs> unlessRoot(String user) {
    if (!Programs.root()) {
      return Optional.of(new RunAs(List.of(), null));
    }
    List<String> setpriv = List.of("setpriv", "--reuid=" + user, "--regid=65534", "--clear-groups");
    if (Programs.succeeds(Programs.plus(setpriv, "true"))) {
      return Optional.of(new RunAs(setpriv, user));
    }
    // Some containers forbid the former and allow a namespace where root is nobody.
    List<String> unshare = List.of("unshare", "-U");
    return Programs.succeeds(Programs.plus(unshare, "true"))
        ? Optional.of(new RunAs(unshare, null))
        : Optional.empty();
  }
}
