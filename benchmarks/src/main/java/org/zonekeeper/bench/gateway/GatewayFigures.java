package org.zonekeeper.bench.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * What one gateway carried. Immutable once measured.
 *
 * @param floor the bare server in the same run
 * @param cold all log on at a gateway that has just started
 * @param quiet a zone's desktops are told
 * @param besideSlow the same beside those who read nothing
 * @param warm all log on after an outage of the network
 * @param losses who was cut off, rightly or not
 * @param heapMegabytes after a collection, with all sessions
 */
public record GatewayFigures(
    GatewayLoad load,
    Floor floor,
    Storm cold,
    Telling quiet,
    Telling besideSlow,
    Storm warm,
    Losses losses,
    long heapMegabytes) {

  /**
   * Who was cut off.
   *
   * @param slowReaders how many of those who read nothing the gateway cut off, within a minute more
   * @param others connections of those who read that were lost all the same, by reason
   * @param stillLoggedOn agents whom the zones had not logged off long after the outage
   */
  record Losses(int slowReaders, Map<String, Integer> others, int stillLoggedOn) {
    int lost() {
      return CrowdLedger.sum(others);
    }
  }

  /**
   * Whether everybody was served at the first attempt, kept, told, and logged off in the outage.
   */
  public boolean complete() {
    return failed() + missing() + notTold() + losses.lost() + losses.stillLoggedOn() == 0;
  }

  /** Log-ons that were refused or lost, though they may have been served later. */
  private int failed() {
    return cold.failed() + warm.failed();
  }

  /** Who was not served at all. */
  private int missing() {
    return cold.missing() + warm.missing();
  }

  private int notTold() {
    return quiet.missing() + besideSlow.missing();
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
            + " storm %.1f, at the start %.1f%n",
        ratio(quiet, 50),
        ratio(quiet, 99),
        ratio(besideSlow, 50),
        ratio(besideSlow, 99),
        stormRatio(warm),
        stormRatio(cold));
    out.printf(
        "  log-ons failed %d, desktops never served %d, not told %d, connections lost %s,"
            + " still logged on after the outage %d; slow readers cut off %d%n",
        failed(),
        missing(),
        notTold(),
        losses.others(),
        losses.stillLoggedOn(),
        losses.slowReaders());
    out.flush();
  }

  private static void line(PrintWriter out, String words, TimeDistribution figures) {
    out.printf("  %-36s %s%n", words, figures);
  }

  private static void storm(PrintWriter out, String words, Storm storm) {
    line(out, words, storm.servedMillis());
    out.printf("  %-36s %s%n", "", "cores: " + storm.cpu());
    if (storm.failed() + storm.missing() > 0) {
      out.printf("  %-36s FAILED: %s; never served: %d%n", "", storm.failures(), storm.missing());
      line(out, "  of them at their first attempt", storm.atOnceMillis());
    }
  }

  private double ratio(Telling telling, int percent) {
    return (double) telling.micros().percentile(percent)
        / Math.max(1, floor.telling().micros().percentile(percent));
  }

  private double stormRatio(Storm storm) {
    return (double) storm.overMillis() / Math.max(1, floor.storm().overMillis());
  }

  /** For machines. */
  public ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("sessions", load.sessions())
            .put("desktopsTold", load.sessionsOfAZone())
            .put("slowReaders", load.slowReaders())
            .put("slowReadersCutOff", losses.slowReaders())
            .put("heapMegabytes", load.heapMegabytes())
            .put("heapInUseMegabytes", heapMegabytes)
            .put("failed", failed())
            .put("missing", missing())
            .put("lost", losses.lost())
            .put("stillLoggedOnAfterOutage", losses.stillLoggedOn())
            .put("complete", complete());
    ObjectNode reasons = json.putObject("lostBecause");
    losses.others().forEach(reasons::put);
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
        .put("storm", stormRatio(warm))
        .put("stormAtStart", stormRatio(cold));
    return json;
  }
}
