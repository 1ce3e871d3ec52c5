package org.zonekeeper.bench.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * What one gateway carried. Immutable once measured.
 *
 * @param floor the bare server in the same run
 * @param cold all log on at a gateway that has just started
 * @param quiet a zone's desktops are told
 * @param besideSlow the same beside those who read nothing
 * @param warm all log on after an outage of the network
 * @param slowCutOff how many of those who read nothing the gateway cut off, within a minute more
 * @param lost desktops that read and lost their connection all the same
 * @param heapMegabytes after a collection, with all sessions
 */
public record GatewayFigures(
    GatewayLoad load,
    Floor floor,
    Storm cold,
    Telling quiet,
    Telling besideSlow,
    Storm warm,
    int slowCutOff,
    int lost,
    long heapMegabytes) {

  /** Whether everybody was served and told. */
  public boolean complete() {
    return failed() == 0 && quiet.missing() + besideSlow.missing() == 0 && lost == 0;
  }

  /** Log-ons that were refused or lost. */
  private int failed() {
    return cold.failed() + warm.failed();
  }

  /** For people. */
  public void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%none gateway, %,d sessions, %d MiB of heap (in use after a collection: %d; bare server:"
            + " %d)%n",
        load.sessions(),
        load.heapMegabytes(),
        heapMegabytes,
        floor.heapMegabytes());
    out.printf("milliseconds until each is logged on, all at once%n");
    storm(out, "a gateway that has just started", cold);
    storm(out, "after an outage of the network", warm);
    storm(out, "bare server: connected and an echo", floor.storm());
    out.printf(
        Locale.ROOT,
        "microseconds until each of %,d desktops of a zone is told%n",
        load.sessionsOfAZone());
    line(out, "from the journal", quiet.micros());
    line(
        out, "the same, beside %d slow readers".formatted(load.slowReaders()), besideSlow.micros());
    line(out, "from the supervisor's command", quiet.wholeMicros());
    line(out, "bare server, from the teller", floor.telling().micros());
    out.printf(
        Locale.ROOT,
        "  ratio to the bare server: p50 %.1f, p99 %.1f; beside slow readers p50 %.1f, p99 %.1f;"
            + " storm %.1f%n",
        ratio(quiet, 50),
        ratio(quiet, 99),
        ratio(besideSlow, 50),
        ratio(besideSlow, 99),
        stormRatio());
    out.printf(
        "  log-ons failed %d, desktops not told %d, connections lost %d; slow readers cut off %d%n",
        failed(), quiet.missing() + besideSlow.missing(), lost, slowCutOff);
    out.flush();
  }

  private static void line(PrintWriter out, String words, TimeDistribution figures) {
    out.printf("  %-36s %s%n", words, figures);
  }

  private static void storm(PrintWriter out, String words, Storm storm) {
    line(out, words, storm.servedMillis());
    out.printf("  %-36s %s%n", "", "cores: " + storm.cpu());
    if (storm.failed() > 0) {
      out.printf("  %-36s %s%n", "", "FAILED: " + storm.failures());
    }
  }

  private double ratio(Telling telling, int percent) {
    return (double) telling.micros().percentile(percent)
        / Math.max(1, floor.telling().micros().percentile(percent));
  }

  private double stormRatio() {
    return (double) warm.overMillis() / Math.max(1, floor.storm().overMillis());
  }

  /** For machines. */
  public ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("sessions", load.sessions())
            .put("desktopsTold", load.sessionsOfAZone())
            .put("slowReaders", load.slowReaders())
            .put("slowReadersCutOff", slowCutOff)
            .put("heapMegabytes", load.heapMegabytes())
            .put("heapInUseMegabytes", heapMegabytes)
            .put("failed", failed())
            .put("lost", lost)
            .put("complete", complete());
    json.set("stormAtStart", cold.toJson());
    json.set("stormAfterOutage", warm.toJson());
    json.set("told", quiet.toJson());
    json.set("toldBesideSlowReaders", besideSlow.toJson());
    json.set("bareServer", floor.toJson());
    ObjectNode ratios = json.putObject("timesTheBareServer");
    ratios
        .put("toldP50", ratio(quiet, 50))
        .put("toldP99", ratio(quiet, 99))
        .put("toldBesideSlowReadersP50", ratio(besideSlow, 50))
        .put("toldBesideSlowReadersP99", ratio(besideSlow, 99))
        .put("storm", stormRatio());
    return json;
  }
}
