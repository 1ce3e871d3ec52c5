package org.zonekeeper.cli.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The objects of one overlay, as {@code kubectl kustomize} makes them. Immutable.
 *
 * @param name its directory
 * @param objects in the order of the output
 */
record Overlay(String name, List<JsonNode> objects) {
  static final Path DIRECTORY = Path.of("../kubernetes");
  private static final long RENDERED_WITHIN_S = 120;
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  Overlay {
    objects = List.copyOf(objects);
  }

  /** Without kubectl, which no package registry serves, the test that calls is skipped. */
  static Overlay rendered(String name) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "kubectl", "kustomize", DIRECTORY.resolve("overlays").resolve(name).toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      assumeThat(false).as("kubectl is not installed").isTrue();
      throw e;
    }
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(RENDERED_WITHIN_S, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("kubectl kustomize " + name).isZero();
    return new Overlay(name, parse(text));
  }

  static List<JsonNode> parse(String yaml) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).forEachRemaining(objects::add);
    assertThat(objects).isNotEmpty();
    return objects;
  }

  Stream<JsonNode> all(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
  }

  Optional<JsonNode> find(String kind, String name) {
    return all(kind).filter(object -> nameOf(object).equals(name)).findFirst();
  }

  JsonNode get(String kind, String name) {
    return find(kind, name)
        .orElseThrow(() -> new AssertionError("%s has no %s %s".formatted(this.name, kind, name)));
  }

  /** What runs pods. */
  List<JsonNode> workloads() {
    return Stream.concat(all("StatefulSet"), all("Deployment")).toList();
  }

  /** The only container of a workload's pods. */
  static JsonNode container(JsonNode workload) {
    JsonNode containers = pod(workload).path("containers");
    assertThat(containers).as(nameOf(workload)).hasSize(1);
    return containers.get(0);
  }

  static JsonNode pod(JsonNode workload) {
    return workload.at("/spec/template/spec");
  }

  static String nameOf(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  @Override
  public String toString() {
    return name;
  }
}
