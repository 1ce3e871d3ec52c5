package org.zonekeeper.bench.pages;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import org.zonekeeper.bench.report.MachineMeter;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * What both pages did under load. Immutable.
 *
 * @param agents who worked
 * @param attemptsPerSecond that the platform really started
 * @param coresBusyPercent just before and just after
 * @param pages each page
 */
public record PagesReport(
    int agents, double attemptsPerSecond, List<Long> coresBusyPercent, List<PageTimes> pages) {
  public PagesReport {
    coresBusyPercent = List.copyOf(coresBusyPercent);
    pages = List.copyOf(pages);
  }

  /** Whether each page has shown something, and every change that it had to show. */
  public boolean complete() {
    return pages.stream().allMatch(page -> page.neverShown() == 0 && page.shown().count() > 0);
  }

  /** For people. */
  public void print(PrintWriter out) {
    out.printf(
        "%nmilliseconds with %d agents at %.0f attempts a second%n", agents, attemptsPerSecond);
    pages.forEach(page -> page.print(out));
    MachineMeter.print(out, TimeDistribution.of(coresBusyPercent));
    out.flush();
  }

  /** For machines. */
  public ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("agents", agents)
            .put("attemptsPerSecond", attemptsPerSecond);
    json.set("coresBusyPercent", TimeDistribution.of(coresBusyPercent).toJson());
    pages.forEach(page -> json.set(page.page(), page.toJson()));
    return json;
  }
}
