package io.voteengine.jdbc.testing;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test that runs on each {@link Database} of this build: H2 and PostgreSQL in a plain one, all
 * with {@code -Pservers}. A test of MariaDB and MySQL alone is tagged {@code servers} instead.
 */
@ParameterizedTest
@ArgumentsSource(EachDatabase.Databases.class)
@Target(METHOD)
@Retention(RUNTIME)
public @interface EachDatabase {
  /** The databases that the test is about; all when empty. */
  Database[] value() default {};

  /** The databases that it is not about. */
  Database[] except() default {};

  /**
   * Rows of a database and one more argument, such as {@code "H2, 40001"}; instead of the above.
   */
  String[] rows() default {};

  /** Finds the databases. */
  final class Databases implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      EachDatabase wanted = context.getRequiredTestMethod().getAnnotation(EachDatabase.class);
      List<Database> only = List.of(wanted.value());
      List<Database> except = List.of(wanted.except());
      List<String[]> rows = Stream.of(wanted.rows()).map(row -> row.split(", ", 2)).toList();
      return Database.tested().stream()
          .filter(kind -> only.isEmpty() || only.contains(kind))
          .filter(kind -> !except.contains(kind))
          .flatMap(
              kind ->
                  rows.isEmpty()
                      ? Stream.of(Arguments.of(kind))
                      : rows.stream()
                          .filter(row -> row[0].equals(kind.name()))
                          .map(row -> Arguments.of(kind, row[1])));
    }
  }
}
