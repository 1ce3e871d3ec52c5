package org.zonekeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.management.metrics.Metric;

/**
 * Alert rules, dashboard and document name the metrics that there are, and Prometheus' own tool
 * takes them. Without that tool the tests that need it are skipped, unless the variable {@code CI}
 * is set.
 */
class MonitoringFilesTest {
  private static final Path HOME = Path.of(System.getProperty("zonekeeper.home"));
  private static final Path MONITORING = HOME.resolve("monitoring");
  private static final Path ALERTS = MONITORING.resolve("alerts.yml");
  private static final Path DASHBOARD = MONITORING.resolve("grafana/zonekeeper.json");
  private static final Pattern OURS = Pattern.compile("\\bzonekeeper_[a-z_]+");
  private static final Pattern ALERT = Pattern.compile("alert(?:name)?: (\\w+)");

  /** What Prometheus makes of a histogram. */
  private static final Pattern PARTS = Pattern.compile("_(bucket|count|sum)$");

  @TempDir Path scratch;

  @Test
  void rulesAndDashboardNameMetricsThatThereAre() throws IOException {
    Set<String> used = new TreeSet<>(names(read(ALERTS)));
    for (String expression : expressions()) {
      used.addAll(names(expression));
    }
    assertThat(catalogue()).containsAll(used);
    assertThat(used).as("every metric is on the dashboard or in a rule").containsAll(catalogue());
  }

  @Test
  void theDocumentExplainsEachMetricAndEachAlert() throws IOException {
    String document = read(HOME.resolve("docs/monitoring.md"));
    assertThat(names(document)).containsAll(catalogue());
    assertThat(catalogue()).containsAll(names(document));
    for (String alert : alerts(ALERTS)) {
      assertThat(document).contains("`" + alert + "`");
    }
  }

  @Test
  void eachAlertHasATest() throws IOException {
    Set<String> tested = new TreeSet<>();
    for (Path file : ruleTests()) {
      tested.addAll(alerts(file));
    }
    assertThat(tested).isEqualTo(alerts(ALERTS));
  }

  @Test
  void prometheusTakesTheRulesAndTheirTestsPass() throws Exception {
    promtool("check", "rules", ALERTS.toString());
    for (Path file : ruleTests()) {
      promtool("test", "rules", file.toString());
    }
    promtool("check", "config", "--syntax-only", MONITORING.resolve("prometheus.yml").toString());
  }

  @Test
  void prometheusTakesEachExpressionOfTheDashboard() throws Exception {
    StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
    for (String expression : expressions()) {
      rules
          .append("  - record: panel\n    expr: ")
          .append(
              new ObjectMapper().writeValueAsString(expression.replace("$__rate_interval", "1m")))
          .append("\n    labels: {panel: \"")
          .append(rules.length())
          .append("\"}\n");
    }
    Path file = Files.writeString(scratch.resolve("dashboard.yml"), rules);
    promtool("check", "rules", file.toString());
  }

  private static Set<String> catalogue() {
    return Arrays.stream(Metric.values()).map(Metric::exportedName).collect(Collectors.toSet());
  }

  private static Set<String> names(String text) {
    return OURS.matcher(text)
        .results()
        .map(found -> PARTS.matcher(found.group()).replaceFirst(""))
        .collect(Collectors.toSet());
  }

  private static List<Path> ruleTests() throws IOException {
    try (Stream<Path> files = Files.list(MONITORING)) {
      return files.filter(file -> file.toString().endsWith(".test.yml")).toList();
    }
  }

  private static Set<String> alerts(Path file) throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher matcher = ALERT.matcher(read(file));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private static List<String> expressions() throws IOException {
    List<String> expressions = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(read(DASHBOARD)).findValues("expr")) {
      expressions.add(node.asText());
    }
    assertThat(expressions).isNotEmpty();
    return expressions;
  }

  private static void promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assertThat(System.getenv("CI")).as("promtool has to be there: " + e.getMessage()).isNull();
      assumeThat(false).as("promtool is not installed").isTrue();
      return;
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
