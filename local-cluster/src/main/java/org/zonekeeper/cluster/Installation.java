package org.zonekeeper.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.zonekeeper.cluster.process.StartFailure;

/**
 * Where the build has put what the local cluster runs: asked by {@link LocalCluster} once, at its
 * start.
 *
 * @param home the project's root directory
 */
public record Installation(Path home) {
  /** System property with the project's root; the launcher and the build set it. */
  public static final String HOME_PROPERTY = "zonekeeper.home";

  private static final Path MARK = Path.of("local-cluster", "runtime", "pom.xml");

  /**
   * Finds the project's root: the system property {@value #HOME_PROPERTY}, else the nearest
   * directory above the working directory that looks like it.
   *
   * @throws StartFailure when there is none
   */
  public static Installation find() {
    String given = System.getProperty(HOME_PROPERTY);
    Path start = Path.of(given == null ? "" : given).toAbsolutePath().normalize();
    for (Path candidate = start; candidate != null; candidate = candidate.getParent()) {
      if (Files.exists(candidate.resolve(MARK))) {
        return new Installation(candidate);
      }
    }
    throw new StartFailure(
        "No Zonekeeper project at or above %s: start from within it, or set -D%s to its root."
            .formatted(start, HOME_PROPERTY));
  }

  /**
   * The class path of a Kafka broker, as the build resolved it.
   *
   * @throws StartFailure when it was never built
   */
  public String brokerClassPath() {
    Path file = built("broker.classpath");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /**
   * The jar that starts the schema registry.
   *
   * @throws StartFailure when it was never unpacked
   */
  public Path registryJar() {
    return built("registry").resolve("quarkus-run.jar");
  }

  private Path built(String name) {
    Path path = home.resolve(Path.of("local-cluster", "runtime", "target", name));
    if (!Files.exists(path)) {
      throw new StartFailure(
          "%s is missing: the broker and the registry come with the build; run ./zonekeeper build."
              .formatted(path));
    }
    return path;
  }
}
