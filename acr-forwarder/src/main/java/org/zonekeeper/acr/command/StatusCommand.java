package org.zonekeeper.acr.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.zonekeeper.schemas.limit.BoundedAnswer;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.NetworkTrouble;
import org.zonekeeper.settings.OptionBounds;
import org.zonekeeper.settings.WebAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code zonekeeper recorder status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "How far each zone's recorder is behind, asked of the forwarders.",
    footer = {
      "",
      "A forwarder answers if it was started with --status-port.",
      "Exit codes: 0 all is well, 1 a zone is in trouble or too far behind (or a forwarder does"
          + " not",
      "answer), 2 usage."
    })
final class StatusCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ObjectMapper mapper = new ObjectMapper();
  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8096",
      description = "Where a forwarder tells its status; may be repeated (${DEFAULT-VALUE}).")
  private List<URI> urls;

  @Option(
      names = "--max-behind-ms",
      defaultValue = "60000",
      paramLabel = "MS",
      description = "Age of the oldest waiting event that is too old (${DEFAULT-VALUE}).")
  private long maxBehindMillis;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    OptionBounds.require("--max-behind-ms", maxBehindMillis, 0, Long.MAX_VALUE);
    urls.forEach(StatusCommand::requireHttp);
    ArrayNode zones = mapper.createArrayNode();
    boolean allAnswered = true;
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      for (URI url : urls) {
        allAnswered &= ask(http, url, zones);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(mapper.createObjectNode().<ObjectNode>set("zones", zones).toPrettyString());
    } else {
      print(zones, out);
    }
    out.flush();
    return allAnswered && zones.valueStream().allMatch(this::isWell) ? 0 : 1;
  }

  private static void requireHttp(URI url) {
    try {
      var unused = WebAddress.read(url.toString(), "http", "https");
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("--url", url.toString(), "an http or https address", e);
    }
  }

  private boolean ask(HttpClient http, URI url, ArrayNode zones) throws InterruptedException {
    URI address = URI.create(url.toString().replaceAll("/+$", "") + "/v1/status");
    try {
      HttpResponse<String> answer =
          BoundedAnswer.await(
              http, HttpRequest.newBuilder(address).timeout(PATIENCE).build(), PATIENCE);
      JsonNode status = mapper.readTree(answer.body());
      if (answer.statusCode() != 200 || !isStatus(status)) {
        complain("%s answered HTTP %d, which is no status".formatted(address, answer.statusCode()));
        return false;
      }
      for (JsonNode zone : status.get("zones")) {
        zones.add(((ObjectNode) zone).put("forwarder", url.toString()));
      }
      return true;
    } catch (JsonProcessingException e) {
      complain("%s answered no JSON".formatted(address));
    } catch (IOException e) {
      complain("%s does not answer: %s".formatted(address, NetworkTrouble.reason(e)));
    }
    return false;
  }

  private static boolean isStatus(JsonNode answer) {
    return answer.path("zones").isArray()
        && answer.path("zones").valueStream().allMatch(JsonNode::isObject);
  }

  private boolean isWell(JsonNode zone) {
    return zone.path("trouble").asText().isEmpty()
        && zone.path("oldestMs").asLong() <= maxBehindMillis;
  }

  private static void print(ArrayNode zones, PrintWriter out) {
    out.printf(
        "%-12s %12s %8s %8s %9s %8s  %s%n",
        "ZONE", "ACKNOWLEDGED", "WAITING", "UNREAD", "OLDEST", "WITHHELD", "TROUBLE");
    for (JsonNode zone : zones) {
      out.printf(
          "%-12s %12d %8d %8d %7dms %8d  %s%n",
          zone.path("zone").asText(),
          zone.path("acknowledged").asLong(),
          zone.path("waitingEvents").asLong(),
          zone.path("unreadRecords").asLong(),
          zone.path("oldestMs").asLong(),
          zone.path("withheld").asLong(),
          zone.path("trouble").asText());
    }
  }

  private void complain(String complaint) {
    spec.commandLine().getErr().println(complaint);
    spec.commandLine().getErr().flush();
  }
}
