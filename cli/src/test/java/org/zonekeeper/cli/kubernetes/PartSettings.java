package org.zonekeeper.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zonekeeper.cli.Zonekeeper;

/** The settings that a workload's pods give to the part that they run, by the part's own words. */
final class PartSettings {
  private static final String PREFIX = "ZONEKEEPER_";
  private static final Pattern DECLARED = Pattern.compile("(?m)^([a-z][a-zA-Z.]*)=");
  private static final Pattern VARIABLE = Pattern.compile("ZONEKEEPER_[A-Z_]+");

  private final Overlay overlay;
  private final JsonNode workload;
  private final String part;

  PartSettings(Overlay overlay, JsonNode workload) {
    this.overlay = overlay;
    this.workload = workload;
    JsonNode args = Overlay.container(workload).path("args");
    assertThat(args.path(0).asText()).as(Overlay.nameOf(workload)).isEqualTo("run");
    part = args.path(1).asText();
  }

  String part() {
    return part;
  }

  /** Variables that only this workload has: each must be one of the part's. */
  Set<String> ownVariables() {
    Set<String> names = new TreeSet<>();
    Overlay.container(workload).path("env").forEach(env -> names.add(env.path("name").asText()));
    return names;
  }

  /** Variables of the ConfigMaps that it shares with others. */
  Map<String, String> sharedVariables() {
    Map<String, String> shared = new TreeMap<>();
    Overlay.container(workload)
        .path("envFrom")
        .forEach(from -> shared.putAll(dataOf(from.at("/configMapRef/name").asText())));
    return shared;
  }

  private Map<String, String> dataOf(String configMap) {
    Map<String, String> data = new TreeMap<>();
    overlay
        .get("ConfigMap", configMap)
        .path("data")
        .properties()
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
    return data;
  }

  /** The key that a variable stands for, as the part's own help and list of settings say. */
  Optional<String> keyOf(String variable) {
    List<String> keys = new ArrayList<>(declared());
    declared().forEach(key -> keys.add(key + ".file"));
    Optional<String> plain =
        keys.stream()
            .filter(key -> variable.equals(PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_')))
            .findFirst();
    if (plain.isPresent()) {
      return plain;
    }
    if (variable.startsWith(PREFIX + "KAFKA_") && told("--settings").contains("kafka.KEY")) {
      return Optional.of(
          variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'));
    }
    // An option names its variable in the help; in "--registry=URLS ... (ZONEKEEPER_REGISTRY)".
    return switch (variable) {
      case "ZONEKEEPER_REGISTRY" -> inHelp(variable, "registry.urls");
      case "ZONEKEEPER_ID" -> inHelp(variable, "gateway.id");
      default -> inHelp(variable, variable);
    };
  }

  private Optional<String> inHelp(String variable, String key) {
    return VARIABLE
        .matcher(told("--help").replaceAll("\\s+", ""))
        .results()
        .map(MatchResult::group)
        .filter(variable::equals)
        .findFirst()
        .map(found -> key);
  }

  private Set<String> declared() {
    return DECLARED
        .matcher(told("--settings"))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String told(String option) {
    StringWriter out = new StringWriter();
    var unused =
        Zonekeeper.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(new StringWriter(), true))
            .execute("run", part, option);
    return out.toString();
  }

  /**
   * All that the part is given: what its file says, and over it what the variables say.
   *
   * @param pod stands for what is known only where a pod runs, such as its address
   */
  Map<String, String> given(String pod) throws IOException {
    Map<String, String> given = new TreeMap<>(file());
    sharedVariables().forEach((name, text) -> keyOf(name).ifPresent(key -> given.put(key, text)));
    for (JsonNode env : Overlay.container(workload).path("env")) {
      String key = keyOf(env.path("name").asText()).orElseThrow();
      given.put(key, env.has("value") ? env.path("value").asText() : pod);
    }
    return given;
  }

  private Map<String, String> file() throws IOException {
    JsonNode args = Overlay.container(workload).path("args");
    assertThat(args.path(2).asText()).isEqualTo("--config");
    String mounted = args.path(3).asText();
    String name = mounted.substring(mounted.lastIndexOf('/') + 1);
    String text = null;
    for (JsonNode volume : Overlay.pod(workload).path("volumes")) {
      if (volume.has("configMap")) {
        text = dataOf(volume.at("/configMap/name").asText()).get(name);
      }
    }
    assertThat(text).as(mounted).isNotNull();
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }
}
