package io.voteengine.bench.site;

import java.net.URI;
import java.util.regex.Pattern;

/** Keeps load on this machine, so that a typing error loads no server of others. */
public final class Loopback {
  private static final Pattern HOST =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  private Loopback() {}

  /**
   * Returns whether a URI or a JDBC URL names one host, which is this one. No names are looked up.
   */
  public static boolean isNamedBy(String address) {
    try {
      String host = URI.create(address.replaceFirst("^jdbc:", "")).getHost();
      return host != null && HOST.matcher(host).matches();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
