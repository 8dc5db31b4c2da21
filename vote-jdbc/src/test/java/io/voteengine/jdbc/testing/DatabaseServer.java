package io.voteengine.jdbc.testing;

/**
 * A database server for tests.
 *
 * @param url JDBC URL of a database in which tests may do as they like
 * @param user a user that owns it
 * @param password the user's password
 * @param source where the server comes from
 */
public record DatabaseServer(String url, String user, String password, String source) {
  /** Returns the same server with another driver and with options of its URL. */
  DatabaseServer by(String driver, String options) {
    String other = url.replaceFirst("^jdbc:\\w+:", driver);
    return new DatabaseServer(
        options.isEmpty() ? other : other + (other.contains("?") ? "&" : "?") + options,
        user,
        password,
        source);
  }
}
