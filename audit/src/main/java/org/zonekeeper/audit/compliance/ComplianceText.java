package org.zonekeeper.audit.compliance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A compliance report for people, and for programs. Stateless. */
public final class ComplianceText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ROW = "%-20s %-10s %-10s %8s %8s %8s %8s %8s %8s  %s";

  private ComplianceText() {}

  /** The lines to print. */
  public static List<String> lines(ComplianceReport report) {
    RegulatoryRules rules = report.rules();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "at most %.2f %% of live-answered calls in %d days without an agent within %d ms of the"
                + " greeting's end; days of %s",
            rules.limitPercent(),
            rules.windowDays(),
            rules.withinMillis(),
            rules.timeZone()));
    lines.add("");
    lines.add(
        ROW.formatted(
            "campaign",
            "from",
            "to",
            "live",
            "nuisance",
            "percent",
            "failover",
            "others",
            "worst",
            ""));
    report.windows().forEach(window -> lines.add(row(window)));
    lines.add("");
    report.windows().forEach(window -> notes(window, lines));
    report
        .unauthorised()
        .forEach(
            (campaign, attempts) ->
                lines.add(
                    "%s: %d attempts WITHOUT a valid dial authorisation"
                        .formatted(campaign, attempts)));
    report.reservations().forEach(text -> lines.add("PARTIAL: " + text));
    lines.add(conclusion(report));
    return lines;
  }

  /** The same as one object, each period with all of its counts. */
  public static ObjectNode json(ComplianceReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("rules")
        .put("windowDays", report.rules().windowDays())
        .put("limitPercent", report.rules().limitPercent())
        .put("withinMillis", report.rules().withinMillis())
        .put("timeZone", report.rules().timeZone().toString());
    root.put("within", report.within());
    var windows = root.putArray("windows");
    for (RatePeriod window : report.windows()) {
      ObjectNode node = windows.addObject();
      node.put("campaign", window.campaign())
          .put("from", window.from().toString())
          .put("to", window.to().toString())
          .put("percent", window.calls().percent())
          .put("failoverPercent", window.calls().failoverPercent())
          .put("worstSlidingPercent", window.worst())
          .put("within", window.within());
      ObjectNode calls = node.putObject("calls");
      calls
          .put("live", window.calls().live())
          .put("agentInTime", window.calls().inTime())
          .put("agentLate", window.calls().late())
          .put("hungUpFirst", window.calls().hungUpFirst())
          .put("noAgent", window.calls().noAgent())
          .put("marked", window.calls().marked())
          .put("markedButReached", window.calls().markedButReached())
          .put("nuisance", window.calls().nuisance())
          .put("failover", window.calls().failover());
    }
    root.set("attemptsWithoutAuthorisation", JSON.valueToTree(report.unauthorised()));
    root.set("reservations", JSON.valueToTree(report.reservations()));
    return root;
  }

  private static String row(RatePeriod window) {
    CallTally calls = window.calls();
    return ROW.formatted(
        window.campaign(),
        window.from(),
        window.to(),
        calls.live(),
        calls.nuisance(),
        shown(calls.percent()),
        calls.failover(),
        calls.nuisance() - calls.failover(),
        shown(window.worst()),
        window.within() ? "within" : "OVER");
  }

  /** What one figure alone would hide. */
  private static void notes(RatePeriod window, List<String> lines) {
    CallTally calls = window.calls();
    String whose = "%s from %s".formatted(window.campaign(), window.from());
    if (calls.markedButReached() > 0) {
      lines.add(
          "%s: %d calls were marked and had an agent all the same; they count as nuisance"
              .formatted(whose, calls.markedButReached()));
    }
    if (calls.late() > 0) {
      lines.add(
          "%s: %d calls got their agent too late; they count as nuisance, marked or not"
              .formatted(whose, calls.late()));
    }
    if (calls.hungUpFirst() > 0) {
      lines.add(
          "%s: %d persons hung up before an agent had to be there; only where marked they count as nuisance"
              .formatted(whose, calls.hungUpFirst()));
    }
  }

  private static String conclusion(ComplianceReport report) {
    if (report.windows().isEmpty()) {
      return "no call was answered by a person";
    }
    return report.within() ? "every campaign is within the limit" : "OVER THE LIMIT, see above";
  }

  private static String shown(double percent) {
    return String.format(Locale.ROOT, "%.3f %%", percent);
  }
}
