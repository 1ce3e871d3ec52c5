package org.zonekeeper.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Rules for all modules at once: no circle of packages anywhere, parts that meet in topics only,
 * and one place that changes a zone's state.
 */
@AnalyzeClasses(packages = "org.zonekeeper", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String AGENT_MANAGER = "org.zonekeeper.am..";
  private static final String GATEWAY = "org.zonekeeper.gateway..";
  private static final String FORWARDER = "org.zonekeeper.acr..";
  private static final String DOMAIN = "org.zonekeeper.domain..";
  private static final String STREAMS = "org.apache.kafka.streams..";
  private static final String[] TOOLS = {
    "org.zonekeeper.audit..",
    "org.zonekeeper.bench..",
    "org.zonekeeper.chaos..",
    "org.zonekeeper.check..",
    "org.zonekeeper.cli..",
    "org.zonekeeper.cluster..",
    "org.zonekeeper.demo..",
    "org.zonekeeper.harness..",
    "org.zonekeeper.restore..",
    "org.zonekeeper.simulation..",
    "org.zonekeeper.simulators.."
  };

  @ArchTest
  static final ArchRule NO_CIRCLE_OF_PACKAGES =
      slices().matching("org.zonekeeper.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_CONTRACT_KNOWS_NOBODY =
      noClasses()
          .that()
          .resideInAPackage("org.zonekeeper.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(AGENT_MANAGER, GATEWAY, FORWARDER, DOMAIN)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(TOOLS);

  @ArchTest
  static final ArchRule PRODUCTION_NEEDS_NO_TOOL =
      noClasses()
          .that()
          .resideInAnyPackage(AGENT_MANAGER, GATEWAY, FORWARDER, DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TOOLS);

  @ArchTest
  static final ArchRule GATEWAY_AND_FORWARDER_MEET_THE_AGENT_MANAGER_IN_TOPICS_ONLY =
      noClasses()
          .that()
          .resideInAnyPackage(GATEWAY, FORWARDER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(AGENT_MANAGER, DOMAIN);

  @ArchTest
  static final ArchRule WHO_ONLY_FOLDS_NEEDS_NO_KAFKA_STREAMS =
      noClasses()
          .that()
          .resideInAnyPackage("org.zonekeeper.check..", "org.zonekeeper.audit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(AGENT_MANAGER, STREAMS, "org.zonekeeper.simulation..");

  @ArchTest
  static final ArchRule ONLY_APPLICATIONS_CHANGE_WHAT_A_ZONE_HOLDS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.zonekeeper.domain.apply",
              "org.zonekeeper.domain.state",
              "org.zonekeeper.schemas.state")
          .should()
          .accessTargetWhere(setsAFieldOfAnEntity());

  private static DescribedPredicate<JavaAccess<?>> setsAFieldOfAnEntity() {
    return new DescribedPredicate<>("sets a field of a zone's entity") {
      @Override
      public boolean test(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        return owner.startsWith("org.zonekeeper.schemas.state.")
            && !owner.contains("$")
            && access.getTarget().getName().startsWith("set");
      }
    };
  }
}
