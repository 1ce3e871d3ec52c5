package org.zonekeeper.am;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** Imports point one way, and the domain knows neither Kafka nor a clock nor chance. */
@AnalyzeClasses(
    packages = "org.zonekeeper.am",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule importsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("domain")
          .definedBy("org.zonekeeper.domain..")
          .layer("clock")
          .definedBy("org.zonekeeper.am.clock..")
          .layer("ownership")
          .definedBy("org.zonekeeper.am.ownership..")
          .layer("processor")
          .definedBy("org.zonekeeper.am.processor..")
          .layer("topology")
          .definedBy("org.zonekeeper.am.topology..")
          .layer("assignment")
          .definedBy("org.zonekeeper.am.assignment..")
          .layer("app")
          .definedBy("org.zonekeeper.am.app..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("assignment")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("topology")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("processor")
          .mayOnlyBeAccessedByLayers("topology", "app")
          .whereLayer("clock")
          .mayOnlyBeAccessedByLayers("processor", "app")
          .whereLayer("ownership")
          .mayOnlyBeAccessedByLayers("processor", "topology", "app");

  @ArchTest
  static final ArchRule domainKnowsNoKafka =
      noClasses()
          .that()
          .resideInAPackage("org.zonekeeper.domain..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.kafka..",
                  "org.zonekeeper.schemas.registry..",
                  "org.zonekeeper.schemas.wire..",
                  "org.slf4j..",
                  "java.util.concurrent..",
                  "java.nio.file..",
                  "java.net.."));

  @ArchTest
  static final ArchRule domainKnowsNoClock =
      noClasses()
          .that()
          .resideInAPackage("org.zonekeeper.domain..")
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
  static final ArchRule domainKnowsNoChance =
      noClasses()
          .that()
          .resideInAPackage("org.zonekeeper.domain..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.(Random|UUID)")
          .orShould()
          .callMethod(Math.class, "random");
}
