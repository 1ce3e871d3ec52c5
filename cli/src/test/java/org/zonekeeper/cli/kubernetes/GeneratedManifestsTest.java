package org.zonekeeper.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.cli.Zonekeeper;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.access.AccessRules;

/**
 * The manifests of topics and users are what the commands print, which make them of the contract
 * and of the rules of access; renewed by {@code -Dgolden.renew=true}.
 */
class GeneratedManifestsTest {
  private static final Path USERS = Overlay.DIRECTORY.resolve("base/kafka-users.yaml");
  private static final AccessRules RULES =
      AccessRules.of(
          new AccessRules.Names(
              "zonekeeper-agent-manager", "zonekeeper-acr-forwarder", "platform-1"));

  @Test
  void usersAreAsPrinted() throws IOException {
    requireGenerated(USERS, "acls", "print", "--format", "STRIMZI");
  }

  @ParameterizedTest
  @CsvSource({"development, 1", "production, 3"})
  void topicsAreAsPrinted(String overlay, String replication) throws IOException {
    requireGenerated(
        topics(overlay),
        "topics",
        "print",
        "--zones",
        zones(overlay),
        "--replication",
        replication,
        "--format",
        "STRIMZI");
  }

  @ParameterizedTest
  @CsvSource({"development", "production"})
  void everyTopicIsThereWithAPartitionForEachZone(String overlay) throws IOException {
    int partitions = ZoneDirectory.parse(zones(overlay)).partitions();
    Set<String> names = new TreeSet<>();
    for (JsonNode topic : Overlay.parse(Files.readString(topics(overlay)))) {
      names.add(Overlay.nameOf(topic));
      assertThat(topic.at("/spec/partitions").asInt()).isEqualTo(partitions);
      assertThat(topic.at("/spec/config/message.timestamp.after.max.ms").asText())
          .isEqualTo(Long.toString(Long.MAX_VALUE));
    }
    assertThat(names)
        .isEqualTo(Topics.all().stream().map(TopicSpec::name).collect(Collectors.toSet()));
  }

  @Test
  void everyRightIsThereAndNoOther() throws IOException {
    Set<String> printed = new TreeSet<>();
    for (JsonNode user : Overlay.parse(Files.readString(USERS))) {
      for (JsonNode acl : user.at("/spec/authorization/acls")) {
        JsonNode resource = acl.path("resource");
        acl.path("operations")
            .forEach(
                operation ->
                    printed.add(
                        right(
                            Overlay.nameOf(user),
                            operation.asText(),
                            resource.path("type").asText(),
                            resource.path("name").asText(),
                            resource.path("patternType").asText())));
      }
    }
    assertThat(printed)
        .isEqualTo(
            RULES.bindings(part -> part).stream()
                .map(
                    binding ->
                        right(
                            binding.entry().principal(),
                            binding.entry().operation().name().replace("_", ""),
                            binding.pattern().resourceType().name().replace("_", ""),
                            binding.pattern().name(),
                            binding.pattern().patternType().name().replace("PREFIXED", "prefix")))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String right(String... words) {
    return String.join(" ", words).toLowerCase(Locale.ROOT);
  }

  static String zones(String overlay) throws IOException {
    String variable = "ZONEKEEPER_ZONES=";
    return Files.readAllLines(
            Overlay.DIRECTORY.resolve("overlays").resolve(overlay).resolve("installation.env"))
        .stream()
        .filter(line -> line.startsWith(variable))
        .map(line -> line.substring(variable.length()))
        .findFirst()
        .orElseThrow();
  }

  private static Path topics(String overlay) {
    return Overlay.DIRECTORY.resolve("overlays").resolve(overlay).resolve("kafka-topics.yaml");
  }

  private static void requireGenerated(Path file, String... command) throws IOException {
    StringWriter out = new StringWriter();
    int exitCode = Zonekeeper.commandLine().setOut(new PrintWriter(out, true)).execute(command);
    assertThat(exitCode).isZero();
    String printed =
        "# Generated: ./zonekeeper %s%n%s".formatted(String.join(" ", quoted(command)), out);
    if (Boolean.getBoolean("golden.renew")) {
      Files.writeString(file, printed);
    }
    assertThat(Files.readString(file)).as("renewed by -Dgolden.renew=true").isEqualTo(printed);
  }

  private static String[] quoted(String... words) {
    String[] quoted = words.clone();
    for (int i = 0; i < quoted.length; i++) {
      quoted[i] = quoted[i].contains(";") ? "'" + quoted[i] + "'" : quoted[i];
    }
    return quoted;
  }
}
