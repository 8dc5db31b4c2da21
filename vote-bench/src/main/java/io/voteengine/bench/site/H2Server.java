package io.voteengine.bench.site;

/** The embedded database, in this process. */
final class H2Server implements SqlServer {
  @Override
  public SqlSpace create() {
    return new H2Space();
  }

  @Override
  public long pid() {
    return 0;
  }

  @Override
  public boolean isPostgres() {
    return false;
  }

  @Override
  public String text() {
    return "H2 file";
  }
}
