package io.voteengine.bench.site;

/** A database server, or an embedded database. */
public interface SqlServer {
  /** Returns an empty space, such as a schema. */
  SqlSpace create();

  /** Returns the process that writes, and whose children do; 0 when it is this one. */
  long pid();

  boolean isPostgres();

  /** Returns its name, version and what its commits wait for. */
  String text();
}
