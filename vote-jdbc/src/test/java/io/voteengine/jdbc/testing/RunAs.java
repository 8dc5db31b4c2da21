package io.voteengine.jdbc.testing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user for a server that refuses to run as root.
 *
 * @param prefix what comes before the server's command; empty when the tests do not run as root
 * @param owner who must own its files; null when that is the user of the tests
 */
record RunAs(List<String> prefix, @Nullable String owner) {
  /**
   * Returns the user of the tests or, when that is root, another one.
   *
   * @param user a user of this machine
   * @return empty when root may not become another user
   */
  static Optional<RunAs> unlessRoot(String user) {
    if (!Programs.root()) {
      return Optional.of(new RunAs(List.of(), null));
    }
    List<String> setpriv = List.of("setpriv", "--reuid=" + user, "--regid=65534", "--clear-groups");
    if (Programs.succeeds(Programs.plus(setpriv, "true"))) {
      return Optional.of(new RunAs(setpriv, user));
    }
    // Some containers forbid the former, and allow a namespace in which root has no rights.
    List<String> unshare = List.of("unshare", "-U");
    return Programs.succeeds(Programs.plus(unshare, "true"))
        ? Optional.of(new RunAs(unshare, null))
        : Optional.empty();
  }
}
