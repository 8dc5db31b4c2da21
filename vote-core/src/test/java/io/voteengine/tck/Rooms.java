package io.voteengine.tck;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;

/** The rule for the packages of every module. */
public final class Rooms {
  private Rooms() {}

  /**
   * Fails where rooms, the packages below a module's root, use each other in a circle. The root is
   * exempt: its types are what hosts use, and what the rooms serve.
   *
   * @param classes the module's
   * @param root its root package
   */
  public static void checkNoCircle(JavaClasses classes, String root) {
    slices().matching(root + ".(*)..").should().beFreeOfCycles().check(classes);
  }
}
