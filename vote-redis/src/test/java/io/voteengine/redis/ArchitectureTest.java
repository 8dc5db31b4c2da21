package io.voteengine.redis;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.voteengine.tck.testing.Rooms;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "io.voteengine.redis";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void noRoomsUseEachOtherInACircle() {
    Rooms.checkNoCircle(CLASSES, ROOT);
  }
}
