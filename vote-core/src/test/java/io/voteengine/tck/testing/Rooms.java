package io.voteengine.tck.testing;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;

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
}
