package io.voteengine.tck.testing;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The rule for the packages of every module. */
public final class Rooms {
  private Rooms() {}

  /**
   * Fails if the packages below a module's root depend on each other in a circle. The root is
   * exempt: its types are what hosts use, and what the other packages serve.
   *
   * @param classes the classes of the module
   * @param root its root package
   */
  public static void checkNoCircle(JavaClasses classes, String root) {
    slices().matching(root + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  /**
   * Fails if the packages below a module's root depend on each other in a circle.
   *
   * @param root the module's root package
   */
  public static void checkNoCircle(String root) {
    checkNoCircle(
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(root),
        root);
  }
}
