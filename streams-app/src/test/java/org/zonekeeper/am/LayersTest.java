package org.zonekeeper.am;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Inside the Agent Manager imports point one way. */
@AnalyzeClasses(
    packages = "org.zonekeeper.am",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule importsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
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
}
