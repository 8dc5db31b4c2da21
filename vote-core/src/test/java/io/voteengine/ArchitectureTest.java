package io.voteengine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.voteengine.poll.VoteBudget;
import io.voteengine.result.proof.ProofVerifier;
import io.voteengine.spi.VoteKey;
import io.voteengine.subject.Listing;
import io.voteengine.tck.testing.Rooms;
import io.voteengine.util.Micros;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** The allowed dependencies between the packages of this module, and what no class may use. */
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.voteengine..");

  private static final DescribedPredicate<JavaClass> PLATFORM =
      resideInAnyPackage("java..", "org.jspecify..", "org.slf4j..");

  /** The values that the API takes and returns, as opposed to the engine itself. */
  private static final DescribedPredicate<JavaClass> VALUES =
      resideInAPackage("io.voteengine")
          .and(
              describe("are values", (JavaClass type) -> type.isRecord() || type.isEnum())
                  .or(equivalentTo(CastResult.class))
                  .or(assignableTo(VoteException.class)))
          .as("values of the API");

  @Test
  void coreDependsOnThePlatformAndItselfOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            PLATFORM.or(
                resideInAnyPackage(
                    "io.voteengine..",
                    "javax.crypto..",
                    "tools.jackson..",
                    "io.micrometer..",
                    "com.github.benmanes.caffeine..",
                    "org.HdrHistogram..")))
        .check(CORE);
    noClasses()
        .that(not(resideInAPackage("io.voteengine.engine.cache")))
        .should()
        .dependOnClassesThat(resideInAPackage("com.github.benmanes.caffeine.."))
        .check(CORE);
    noClasses()
        .that(not(resideInAPackage("io.voteengine.live.wire")))
        .should()
        .dependOnClassesThat(resideInAPackage("tools.jackson.."))
        .check(CORE);
  }

  /** Micrometer is optional: no other class may need it, and no other package may load these. */
  @Test
  void librariesOfMetricsAreUsedInOnePlaceEach() {
    noClasses()
        .that(not(resideInAPackage("io.voteengine.micrometer")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.micrometer..", "io.voteengine.micrometer"))
        .check(CORE);
    noClasses()
        .that(not(simpleName("RecentTimes")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.HdrHistogram.."))
        .check(CORE);
  }

  /** The root package is exempt: its interfaces return types of the other packages. */
  @Test
  void noRoomsUseEachOtherInACircle() {
    Rooms.checkNoCircle(CORE, "io.voteengine");
  }

  @Test
  void engineIsBehindTheApiOnly() {
    noClasses()
        .that(not(resideInAnyPackage("io.voteengine", "io.voteengine.engine..")))
        .should()
        .dependOnClassesThat(resideInAPackage("io.voteengine.engine.."))
        .check(CORE);
    noClasses()
        .that(resideInAPackage("io.voteengine"))
        .and(not(equivalentTo(VoteEngineBuilder.class)))
        .should()
        .dependOnClassesThat(resideInAPackage("io.voteengine.engine.."))
        .check(CORE);
  }

  @Test
  void journalsDependOnValuesOnly() {
    classes()
        .that(resideInAPackage("io.voteengine.spi.journal"))
        .should()
        .onlyDependOnClassesThat(
            PLATFORM
                .or(VALUES)
                .or(resideInAPackage("io.voteengine.spi.journal"))
                .or(equivalentTo(VoteKey.class))
                .or(equivalentTo(Micros.class)))
        .check(CORE);
  }

  @Test
  void rankingsDependOnValuesOnly() {
    classes()
        .that(resideInAPackage("io.voteengine.ranking"))
        .should()
        .onlyDependOnClassesThat(
            PLATFORM
                .or(VALUES)
                .or(resideInAnyPackage("io.voteengine.ranking", "io.voteengine.util")))
        .check(CORE);
  }

  /** A verifier copies one class, and reads little. */
  @Test
  void resultsDependOnValuesAndTheirVerifierOnTheJdk() {
    classes()
        .that(resideInAPackage("io.voteengine.result.proof"))
        .should()
        .onlyDependOnClassesThat(
            PLATFORM
                .or(VALUES)
                .or(resideInAPackage("javax.crypto.."))
                .or(resideInAnyPackage("io.voteengine.result.proof", "io.voteengine.util")))
        .check(CORE);
    classes()
        .that(belongTo(ProofVerifier.class))
        .should()
        .onlyDependOnClassesThat(resideInAPackage("java..").or(belongTo(ProofVerifier.class)))
        .check(CORE);
  }

  private static DescribedPredicate<JavaClass> belongTo(Class<?> outermost) {
    return describe(
        "belong to " + outermost.getSimpleName(),
        type ->
            (type.getBaseComponentType().getName() + "$").startsWith(outermost.getName() + "$"));
  }

  @Test
  void storeInMemoryIsAStoreLikeAnyOther() {
    classes()
        .that(resideInAPackage("io.voteengine.memory"))
        .should()
        .onlyDependOnClassesThat(
            PLATFORM
                .or(VALUES)
                .or(equivalentTo(VoteBudget.class))
                .or(equivalentTo(Listing.class))
                .or(
                    resideInAnyPackage(
                        "io.voteengine.spi..", "io.voteengine.memory", "io.voteengine.util")))
        .check(CORE);
    noClasses()
        .that(not(resideInAPackage("io.voteengine.memory")))
        .should()
        .dependOnClassesThat(resideInAPackage("io.voteengine.memory"))
        .check(CORE);
  }

  @Test
  void logsGoThroughSlf4j() {
    GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CORE);
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CORE);
  }

  /** The compiler's checks find some of these calls; this test finds the rest. */
  @Test
  void nothingDependsOnTheLocaleCharsetOrTimeZoneOfTheHost() {
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(String.class, "getBytes")
        .orShould()
        .callConstructor(String.class, byte[].class)
        .orShould()
        .callConstructor(String.class, byte[].class, int.class, int.class)
        .orShould()
        .callConstructor(InputStreamReader.class, InputStream.class)
        .orShould()
        .callConstructor(OutputStreamWriter.class, OutputStream.class)
        .orShould()
        .callMethod(Locale.class, "getDefault")
        .orShould()
        .callMethod(Charset.class, "defaultCharset")
        .orShould()
        .callMethod(ZoneId.class, "systemDefault")
        .orShould()
        .callMethod(TimeZone.class, "getDefault")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .check(CORE);
  }
}
