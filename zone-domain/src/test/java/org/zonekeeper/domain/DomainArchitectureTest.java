package org.zonekeeper.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.state.ZoneState;

/**
 * The domain depends on the contract alone, knows neither a clock nor chance, and its state changes
 * in one place only.
 */
@AnalyzeClasses(packages = "org.zonekeeper.domain", importOptions = DoNotIncludeTests.class)
class DomainArchitectureTest {
  private static final String DOMAIN = "org.zonekeeper.domain..";
  private static final Set<String> CHANGES =
      Set.of("change", "put", "remove", "forget", "takeTouched");

  @ArchTest
  static final ArchRule PURE =
      classes()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              DOMAIN,
              "java.lang..",
              "java.util..",
              "java.time",
              "java.io",
              "java.math",
              "java.nio",
              "java.nio.charset",
              "java.security",
              "org.apache.avro..",
              "org.zonekeeper.schemas",
              "org.zonekeeper.schemas.chain",
              "org.zonekeeper.schemas.common",
              "org.zonekeeper.schemas.command",
              "org.zonekeeper.schemas.fact",
              "org.zonekeeper.schemas.journal",
              "org.zonekeeper.schemas.level",
              "org.zonekeeper.schemas.limit",
              "org.zonekeeper.schemas.order",
              "org.zonekeeper.schemas.state",
              "org.zonekeeper.schemas.trust");

  @ArchTest
  static final ArchRule ONLY_APPLICATIONS_CHANGE_THE_STATE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.zonekeeper.domain.apply")
          .and()
          .doNotHaveFullyQualifiedName(ZoneState.class.getName())
          .should()
          .accessTargetWhere(changesTheState());

  @ArchTest
  static final ArchRule APPLICATIONS_READ_NO_SETTINGS_AND_DECIDE_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("org.zonekeeper.domain.apply")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(DomainSettings.class.getName())
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("org.zonekeeper.domain.decide", "org.zonekeeper.domain.follow");

  @ArchTest
  static final ArchRule KNOWS_NO_CLOCK =
      noClasses()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule KNOWS_NO_CHANCE =
      noClasses()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.(Random|UUID)")
          .orShould()
          .callMethod(Math.class, "random");

  private static DescribedPredicate<JavaAccess<?>> changesTheState() {
    return new DescribedPredicate<>("changes the zone's state or a record of it") {
      @Override
      public boolean test(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        String name = access.getTarget().getName();
        boolean setter =
            owner.startsWith("org.zonekeeper.schemas.state.")
                && !owner.contains("$")
                && (name.startsWith("set") || name.equals("put"));
        return setter
            || (owner.equals(ZoneState.class.getName())
                && CHANGES.stream().anyMatch(name::startsWith));
      }
    };
  }
}
