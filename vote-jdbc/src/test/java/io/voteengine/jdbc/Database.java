package io.voteengine.jdbc;

import io.voteengine.jdbc.testing.TestDatabase;

/** The databases that a test runs on. */
enum Database {
  H2,
  POSTGRES;

  TestDatabase fresh() {
    return switch (this) {
      case H2 -> TestDatabase.h2();
      case POSTGRES -> TestDatabase.postgres();
    };
  }
}
